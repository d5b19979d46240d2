import { BlobServiceClient } from '@azure/storage-blob';
import { cleanUpAfterwards } from './clean-up.js';
import { NAMES, startLinkedApp, tokenOf, type LinkedApp } from './linked-app.js';

jest.setTimeout(90_000);

const later = cleanUpAfterwards();
let linked: LinkedApp;

beforeAll(async () => {
  linked = await startLinkedApp(later, ['clip', 'large'], { IMAGE_DELIVERY: 'proxy' });
});

describe('permalinks with IMAGE_DELIVERY=proxy', () => {
  it('return the bytes of the blob, and 304 for a matching ETag', async () => {
    const { Poster, Image } = await linked.linksOf('clip');
    for (const url of [Poster, Image]) {
      const { status, headers, body } = await linked.follow(url);
      expect([status, headers['content-type'], headers.location]).toEqual([200, 'image/jpeg', undefined]);
      expect(body.equals(linked.images['Poster.jpg'] ?? Buffer.alloc(0))).toBe(true);
      expect(headers['content-length']).toBe(String(body.length));
      const { etag = '' } = headers;
      const again = await linked.follow(url, 'GET', { 'if-none-match': etag });
      expect([again.status, again.headers.etag, again.body.length]).toEqual([304, etag, 0]);
      const other = await linked.follow(url, 'GET', { 'if-none-match': '"another"' });
      expect([other.status, other.body.length]).toEqual([200, body.length]);
      const head = await linked.follow(url, 'HEAD');
      expect([head.status, head.headers['content-length'], head.headers.etag, head.body.length]).toEqual([200, String(body.length), etag, 0]); // prettier-ignore
    }
  });

  it('and the image routes that require a key both return the image bytes', async () => {
    const { body } = await linked.withKey('clip/Thumbnails?kind=Poster');
    const [one] = JSON.parse(body.toString()) as { ID: string }[];
    for (const path of ['clip/Thumbnail.jpg', `clip/Thumbnails/${one?.ID ?? ''}.jpg`]) {
      const brought = await linked.withKey(path);
      expect([brought.status, brought.headers['content-type'], brought.headers.location]).toEqual([
        200,
        'image/jpeg',
        undefined,
      ]);
      expect(brought.body.equals(linked.images['Poster.jpg'] ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it('serve a WebVTT file whose image URLs use the same token', async () => {
    const { WebVtt } = await linked.linksOf('clip');
    const text = (await linked.follow(WebVtt)).body.toString();
    expect(text).not.toContain('sig=');
    const cues = text.split('\n').filter((line) => line.startsWith('http'));
    expect(cues.map(tokenOf)).toEqual(NAMES.map(() => tokenOf(WebVtt)));
    const bodies = await Promise.all(cues.map(async (url) => (await linked.follow(url)).body));
    expect(bodies.map((body, i) => body.equals(linked.images[NAMES[i] ?? ''] ?? Buffer.alloc(0)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('report an image that is too large to proxy or no longer exists', async () => {
    const container = BlobServiceClient.fromConnectionString(linked.storage.connectionString).getContainerClient('asset-large'); // prettier-ignore
    const { Poster, Image } = await linked.linksOf('large');
    const blob = container.getBlockBlobClient('Poster.jpg');
    await blob.uploadData(Buffer.alloc(9 * 1024 * 1024));
    for (const url of [Poster, Image]) {
      const { status, body } = await linked.follow(url);
      expect([status, JSON.parse(body.toString())]).toMatchObject([502, { type: 'urn:stillframe:problem:image-too-large' }]); // prettier-ignore
    }
    await blob.delete();
    const gone = await linked.follow(Image);
    expect(JSON.parse(gone.body.toString())).toMatchObject({ type: 'urn:stillframe:problem:image-gone' });
    expect(linked.app.output()).not.toContain('sig=');
  });
});

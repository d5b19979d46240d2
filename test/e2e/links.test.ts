import { attributes } from '../unit/http/contact-sheet/read-page.js';
import type { Thumbnail } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { NAMES, startLinkedApp, tokenOf, type LinkedApp } from './linked-app.js';
import { askRaw } from './raw-request.js';

jest.setTimeout(90_000);

const later = cleanUpAfterwards();
let app: LinkedApp['app'];
let linked: LinkedApp;

beforeAll(async () => {
  linked = await startLinkedApp(later, ['clip']);
  ({ app } = linked);
});

/** The name of the blob behind a signed URL of the video, once its bytes are found to be those of that image. */
async function blobAt(location: string): Promise<string> {
  const [place = '', name = ''] = (location.split('?')[0] ?? '').split(/\/(?=[^/]*$)/);
  expect(place).toBe(`${linked.storage.blobUrl}/asset-clip`);
  const image = await fetch(location, { redirect: 'manual' });
  expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(Buffer.from(await image.arrayBuffer()).equals(linked.images[name] ?? Buffer.alloc(0))).toBe(true);
  return name;
}

/** The same behind a link. */
async function blobBehind(url: string): Promise<string> {
  const { status, headers } = await linked.follow(url);
  expect(status).toBe(302);
  return blobAt(headers.location ?? '');
}

const cuesOf = (text: string): string[] => text.split('\n').filter((line) => /\.jpg(\?|#|$)/.test(line));

describe('permalinks, when all other routes require a key,', () => {
  it('redirect without a key to the images in the configured account', async () => {
    expect((await app.get('Videos/clip/Links')).status).toBe(401);
    const { Poster: poster, Image: image } = await linked.linksOf('clip');
    expect([await blobBehind(poster), await blobBehind(image)]).toEqual(['Poster.jpg', 'Poster.jpg']);
  });

  it('serve the storyboard in every format and the contact sheet with its images', async () => {
    const { Storyboard: storyboard, Playlist: playlist, ContactSheet: contactSheet } = await linked.linksOf('clip');
    const [json, hls, page] = [
      await linked.follow(storyboard),
      await linked.follow(playlist),
      await linked.follow(contactSheet),
    ];
    expect([json, hls, page].map(({ status, headers }) => [status, headers['content-type']])).toEqual([
      [200, 'application/json'],
      [200, 'application/vnd.apple.mpegurl'],
      [200, 'text/html; charset=utf-8'],
    ]);
    const cues = JSON.parse(json.body.toString()) as { startTime: number; text: string }[];
    expect(cues.map(({ startTime }) => startTime)).toEqual([0, 5, 10]);
    expect(await Promise.all(cues.map(({ text }) => blobAt(text)))).toEqual(NAMES);
    expect(await Promise.all(cuesOf(hls.body.toString()).map(blobAt))).toEqual(NAMES);
    const shown = attributes(page.body.toString(), 'src').map((url) => url.replaceAll('&amp;', '&'));
    expect(shown.length).toBeGreaterThanOrEqual(4);
    for (const url of shown) expect((await fetch(new URL(url, contactSheet))).headers.get('content-type')).toBe('image/jpeg'); // prettier-ignore
  });

  it('serve a WebVTT file with signed, permalink or relative URLs', async () => {
    const { WebVtt: webVtt } = await linked.linksOf('clip');
    const cues = async (urls: string) => cuesOf((await linked.follow(`${webVtt}?urls=${urls}`)).body.toString());
    expect(await Promise.all((await cues('sas')).map(blobAt))).toEqual(NAMES);
    const [whole, beside] = [await cues('permalink'), await cues('relative')];
    expect(new Set(whole.map(tokenOf))).toEqual(new Set([tokenOf(webVtt)]));
    expect(await Promise.all(whole.map(blobBehind))).toEqual(NAMES);
    expect(beside.filter((name) => name.includes('/'))).toEqual([]);
    expect(await Promise.all(beside.map((name) => blobBehind(new URL(name, webVtt).href)))).toEqual(NAMES);
  });

  it('replace the signed URLs in a list, each for its own image', async () => {
    const list = JSON.parse((await linked.withKey('clip/Thumbnails?urls=permalink')).body.toString()) as Thumbnail[];
    expect(await Promise.all(list.map(({ Url }) => blobBehind(Url)))).toEqual(['Poster.jpg', ...NAMES]);
  });

  it('answer HEAD with the status and headers of GET', async () => {
    for (const url of Object.values(await linked.linksOf('clip'))) {
      const [get, head] = [await linked.follow(url), await linked.follow(url, 'HEAD')];
      const telling = ['content-type', 'content-length', 'etag', 'location'];
      expect([head.status, ...telling.map((name) => head.headers[name])]).toEqual([get.status, ...telling.map((name) => get.headers[name])]); // prettier-ignore
      expect(head.body).toHaveLength(0);
    }
  });

  it.each([
    // The local host refuses other names.
    ['Host', '192.0.2.1'],
    ['X-Forwarded-Host', 'evil.example'],
    ['X-Forwarded-Proto', 'https'],
  ])('do not change when a caller forges %s', async (name, value) => {
    const forged = { [name]: value };
    for (const path of ['clip/Links', 'clip/Thumbnails?urls=permalink', 'clip/Thumbnails.vtt?urls=permalink']) {
      expect((await linked.withKey(path, forged)).body.toString()).toBe((await linked.withKey(path)).body.toString());
    }
    const { WebVtt: webVtt } = await linked.linksOf('clip');
    const path = `${new URL(webVtt).pathname}?urls=permalink`;
    const [plain, other] = [await askRaw(app.port, 'GET', path), await askRaw(app.port, 'GET', path, forged)];
    expect(other.body.toString()).toBe(plain.body.toString());
  });
});

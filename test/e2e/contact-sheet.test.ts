import { startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { anImagesReady } from '../builders.js';
import { attributes, directives } from '../unit/http/contact-sheet/read-page.js';
import { makeStorage } from './storage.js';

const later = cleanUpAfterwards();
const VIDEO = 'clip & "co" <1>';
const path = `Videos/${encodeURIComponent(VIDEO)}/ContactSheet`;
let app: App;
let blobOrigin: string;

beforeAll(async () => {
  const storage = await makeStorage();
  blobOrigin = new URL(storage.blobUrl).origin;
  const [image, poster] = [await makeJpeg('320x180'), await makeJpeg('640x360')];
  const names = [1, 2, 3].map((index) => `Thumb <b>'${String(index).padStart(6, '0')}.jpg`);
  await storage.putImages('asset-sheet', {
    'Poster.jpg': poster,
    ...Object.fromEntries(names.map((name) => [name, image])),
  });
  app = await startApp(later, { ...storage.settings, IMAGES_READY: 'on' });
  const delivered = await app.deliver(
    anImagesReady({ videoId: VIDEO, container: 'asset-sheet' }, new Date().toISOString()),
  );
  expect(delivered).toBe(202);
});

describe('the contact sheet', () => {
  it('shows images by working URLs, all from the one origin that its content security policy allows', async () => {
    const response = await app.get(path);
    const body = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(directives({ 'Content-Security-Policy': response.headers.get('content-security-policy') ?? '' })['img-src']).toBe(blobOrigin); // prettier-ignore
    const urls = attributes(body, 'src').map((url) => url.replaceAll('&amp;', '&'));
    expect(urls).toHaveLength(4);
    for (const url of urls) {
      expect(new URL(url).origin).toBe(blobOrigin);
      const image = await fetch(url);
      expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    }
    expect(body).toContain('<bdi>clip &amp; &quot;co&quot; &lt;1&gt;</bdi>');
  });

  it('answers 304 for a matching ETag, and HEAD with headers only', async () => {
    const first = await app.get(path, { 'accept-encoding': 'gzip' });
    await first.arrayBuffer();
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('content-encoding')).toBe('gzip');
    const again = await app.get(path, { 'accept-encoding': 'gzip', 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const head = await app.ask('HEAD', path);
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'text/html; charset=utf-8', '']); // prettier-ignore
  });

  it('leaves no signature in the log', async () => {
    const body = await (await app.get(path)).text();
    const [, signature = ''] = /sig=([^"&]+)/.exec(body) ?? [];
    expect(signature.length).toBeGreaterThan(20);
    expect(app.output()).not.toContain(signature);
    expect(app.output()).toContain('"event":"contact-sheet-served"');
  });
});

import fc from 'fast-check';
import { propertyRuns } from '../setup/property-runs.js';
import { startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { tokenOf } from './linked-app.js';
import { askRaw, type RawAnswer } from './raw-request.js';
import { makeStorage, type Storage } from './storage.js';

jest.setTimeout(120_000);

const GUID = '7d3f2c1b-5d0d-4c0f-9a3b-0e3f7a3f6c12';
const ADMIN_KEY = 'the-key-of-the-operators-0123456789';
const LINK_SECRET = 'the-secret-that-signs-links-0123456789';
/** What a caller writes, and what no answer may carry in a header. */
const MARK = 'zzmarkzz';
const NAMES = ['Thumbnail000001.jpg', 'Thumbnail000002.jpg', 'Thumbnail000003.jpg'];
const SECRETS = [
  ADMIN_KEY,
  LINK_SECRET,
  'AccountKey',
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq',
];

const later = cleanUpAfterwards();
let storage: Storage;
let app: App;

beforeAll(async () => {
  storage = await makeStorage();
  const image = await makeJpeg('64x36');
  // Beside the images lie blobs that are none of the video's: nobody may ever get a URL of them.
  await storage.putImages(
    `asset-${GUID}`,
    Object.fromEntries([...NAMES, 'private/secret.txt'].map((name) => [name, image])),
  );
  await storage.putImages('private-container', { 'secret.jpg': image });
  app = await startApp(later, {
    ...storage.settings,
    ADMIN_KEYS: ADMIN_KEY,
    LINK_KEYS: `2026:${LINK_SECRET}`,
    CORS_ALLOWED_ORIGINS: 'https://www.example.com',
  });
  expect(await app.deliver(jobFinished({ assetName: `output-${GUID}`, videoId: 'clip' }))).toBe(202);
});

/** Everything with a signature in an answer, without its query. */
function signedIn({ headers, body }: RawAnswer): string[] {
  const text = [body.toString(), ...Object.values(headers).map(String)].join('\n').replaceAll('&amp;', '&');
  return [...text.matchAll(/https?:\/\/[^\s"'<>?]+\?[^\s"'<>]*\bsig=/g)].map(([url]) => url.split('?')[0] ?? '');
}

const isOfTheVideo = (url: string): boolean => NAMES.some((name) => url === `${storage.blobUrl}/asset-${GUID}/${name}`);

const ROUTES = [
  'Thumbnails',
  'Thumbnails.vtt',
  'Storyboard.json',
  'Thumbnails.m3u8',
  'ContactSheet',
  'Thumbnail.jpg',
  'Status',
  'Links',
];
const pieces = fc.constantFrom(
  '..',
  '%2e%2e',
  '/',
  '\\',
  '%5c',
  '%00',
  '%0d%0aX-Evil:1',
  '%',
  '%zz',
  '%F0%9F%98%80',
  "'",
  '"',
  '<script>',
  '{id}',
  '*',
  ';',
  '?',
  '#',
  '~',
  MARK,
  'clip',
  'private/secret.txt',
  'secret.jpg',
  '%252e',
  '\u00e9'.repeat(3),
  'x'.repeat(600),
);
const hostile = fc
  .array(pieces, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''))
  .map((text) => text.replace(/[^!-~]/g, encodeURIComponent).replaceAll('#', '%23'));
const name = fc.constantFrom(
  'kind',
  'height',
  'minHeight',
  'maxHeight',
  'at',
  'from',
  'to',
  'limit',
  'continuation',
  'expand',
  'urls',
  'ttl',
  'format',
  'series',
  'page',
  'code',
  MARK,
  'sig',
  'url',
  'container',
  '__proto__',
);
const query = fc.array(fc.tuple(name, hostile), { maxLength: 4 }).map((all) =>
  all
    .map((one) => one.join('='))
    .join('&')
    .replaceAll('?', '%3F'),
);
const harmless = fc.constantFrom('', 'limit=2', 'kind=Thumbnail', 'height=360', 'expand=details', `${MARK}=${MARK}`);
/** Stands for the token of a good link, which is known only when the app is up. */
const TOKEN = '{token}';
const linkPath = fc
  .tuple(
    fc.oneof(fc.constantFrom(TOKEN, `${TOKEN}A`), hostile),
    fc.oneof(fc.constantFrom('Thumbnails.vtt', 'Storyboard.json', 'ContactSheet', 'Thumbnail.jpg'), hostile),
  )
  .map(([token, name]) => `Links/${token}/${name}`.replaceAll('?', '%3F'));
const path = fc.oneof(
  fc.tuple(hostile, fc.constantFrom(...ROUTES)).map(([id, route]) => `Videos/${id.replaceAll('?', '%3F')}/${route}`),
  fc.constantFrom(...ROUTES).map((route) => `Videos/clip/${route}`),
  hostile.map((id) => `Videos/clip/Thumbnails/${id.replaceAll('?', '%3F')}`),
  linkPath,
  hostile.map((id) => id.replaceAll('?', '%3F')),
);
const header = fc.constantFrom(
  'if-none-match',
  'accept',
  'accept-encoding',
  'origin',
  'x-request-id',
  'x-functions-key',
  'x-stillframe-admin-key',
  'x-forwarded-host',
  'x-original-url',
  'range',
  'cookie',
  'access-control-request-method',
  'traceparent',
);
const value = fc.constantFrom(
  MARK,
  `"${MARK}"`,
  `W/"${MARK}", *`,
  `https://${MARK}.example`,
  'gzip;q=0',
  '*;q=0',
  'br',
  'text/html',
  'bytes=0-1',
  'null',
  `${MARK};${'q'.repeat(2000)}`,
);
const headers = fc.array(fc.tuple(header, value), { maxLength: 3 }).map((all) => Object.fromEntries(all));
const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'DELETE', 'POST');

describe('hostile requests', () => {
  it('never cause a 500, inject a header, reveal a secret or get a signed URL for another video’s blob', async () => {
    let [signed, followed] = [0, 0];
    const { ContactSheet } = JSON.parse((await askRaw(app.port, 'GET', '/api/Videos/clip/Links')).body.toString()) as { ContactSheet: string }; // prettier-ignore
    const token = tokenOf(ContactSheet);
    await fc.assert(
      fc.asyncProperty(method, path, fc.oneof(query, harmless), headers, async (how, where, what, sent) => {
        const answer = await askRaw(app.port, how, `/api/${where.replace(TOKEN, token)}?${what}`, sent);
        if (where.startsWith(`Links/${TOKEN}/`) && answer.status < 400) followed += 1;
        expect(answer.status).not.toBe(500);
        // A tag that the caller holds, or the location that a signed URL leads to, is never the caller's text either.
        expect(JSON.stringify(answer.headers)).not.toMatch(new RegExp(`${MARK}|x-evil`, 'i'));
        const all = JSON.stringify(answer.headers) + answer.body.toString();
        expect(SECRETS.filter((secret) => all.includes(secret))).toEqual([]);
        const urls = signedIn(answer);
        signed += urls.length;
        expect(urls.filter((url) => !isOfTheVideo(url))).toEqual([]);
      }),
      { numRuns: propertyRuns(2.5), examples: [['GET', `Links/${TOKEN}/ContactSheet`, '', {}]] },
    );
    // Otherwise nothing was proven.
    expect(signed).toBeGreaterThan(0);
    expect(followed).toBeGreaterThan(0);
    expect(app.output()).not.toContain(token);
    expect(SECRETS.filter((secret) => app.output().includes(secret))).toEqual([]);
    expect(app.output()).not.toMatch(/[?&]sig=/);
  });

  it.each(['Host', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Original-Host', 'X-Original-URL', 'Forwarded'])(
    'with a forged %s get the same answer as requests without it',
    async (name) => {
      // The local host refuses another name as Host; an address gets through to the app.
      const evil = name === 'Host' ? '203.0.113.7' : 'evil.example';
      const value = name === 'Forwarded' ? `host=${evil};proto=http` : evil;
      const paths = [
        ...ROUTES.map((route) => `/api/Videos/clip/${route}`),
        '/api/Videos/clip/Thumbnails?limit=1',
        '/api/Videos/clip/Thumbnails?urls=permalink',
        '/api/openapi.json',
      ];
      for (const path of paths) {
        const [plain, forged] = [
          await askRaw(app.port, 'GET', path),
          await askRaw(app.port, 'GET', path, { [name]: value }),
        ];
        expect(forged.body.toString()).toBe(plain.body.toString());
        expect([forged.headers.location, forged.headers['link']]).toEqual([
          plain.headers.location,
          plain.headers['link'],
        ]);
        expect(JSON.stringify(forged.headers) + forged.body.toString()).not.toContain(evil);
      }
    },
  );
});

import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { askRaw } from './raw-request.js';
import { makeStorage } from './storage.js';
import { until } from './until.js';

jest.setTimeout(60_000);

const GUID = '0c5f2a3e-5d0d-4c0f-9a3b-0e3f7a3f6c11';
const LIST = '/api/Videos/clip/Thumbnails';
const later = cleanUpAfterwards();
let app: App;

beforeAll(async () => {
  const storage = await makeStorage();
  const image = await makeJpeg('64x36');
  const names = Array.from({ length: 20 }, (_, index) => `Thumbnail${String(index + 1).padStart(6, '0')}.jpg`);
  await storage.putImages(`asset-${GUID}`, Object.fromEntries(names.map((name) => [name, image])));
  app = await startApp(later, { ...storage.settings, CORS_ALLOWED_ORIGINS: 'https://www.example.com' });
  expect(await app.deliver(jobFinished({ assetName: `output-${GUID}`, videoId: 'clip' }))).toBe(202);
});

const ask = (path: string, headers?: Record<string, string>, method = 'GET') => askRaw(app.port, method, path, headers);

/** Of one answer alone: when it was sent, and its id. */
const lasting = ({ date, 'x-request-id': id, ...headers }: Awaited<ReturnType<typeof ask>>['headers']) => {
  expect([date, id]).not.toContain(undefined);
  return headers;
};

describe('an HTTP response', () => {
  it('is uncompressed and has a Content-Length when the caller accepts no coding', async () => {
    const { status, headers, body } = await ask(LIST);
    expect([status, headers['content-type'], headers['content-encoding']]).toEqual([
      200,
      'application/json',
      undefined,
    ]);
    expect(headers['content-length']).toBe(String(body.length));
    expect(JSON.parse(body.toString())).toHaveLength(20);
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('is compressed with %s and decompresses to the same bytes', async (coding, unpack) => {
    const plain = await ask(LIST);
    const { headers, body } = await ask(LIST, { 'accept-encoding': coding });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-encoding': coding,
      'content-length': String(body.length),
      vary: 'Accept-Encoding, Origin',
    });
    expect(headers.etag).toBe(plain.headers.etag?.replace(/"$/, `-${coding}"`));
    expect(body.length).toBeLessThan(plain.body.length / 4);
    expect(unpack(body).equals(plain.body)).toBe(true);
    const held = { 'accept-encoding': coding, 'if-none-match': headers.etag ?? '' };
    expect(await ask(LIST, held)).toMatchObject({
      status: 304,
      body: Buffer.alloc(0),
      headers: { etag: headers.etag },
    });
  });

  it('has a request id that appears in the log, whatever id the caller sends', async () => {
    const { headers } = await ask(LIST, { 'x-request-id': 'mine' });
    const id = headers['x-request-id'];
    expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(app.output()).toContain(`Id=${String(id)}`);
  });

  it.each([
    ['a list', LIST],
    ['a status', '/api/Videos/clip/Status'],
    ['a problem', '/api/Videos/nobody/Thumbnails'],
    ['health', '/api/health'],
  ])('has the same status and headers for HEAD as for GET: %s', async (_, path) => {
    for (const coding of ['identity', 'br', 'gzip']) {
      const [get, head] = [
        await ask(path, { 'accept-encoding': coding }),
        await ask(path, { 'accept-encoding': coding }, 'HEAD'),
      ];
      expect([head.status, head.body.length]).toEqual([get.status, 0]);
      expect(lasting(head.headers)).toEqual(lasting(get.headers));
      expect(head.headers['content-length']).toBe(String(get.body.length));
    }
  });

  it('contains no newly signed URL for HEAD with a cached list or for a matching ETag', async () => {
    const { headers } = await ask(LIST);
    await ask(LIST, {}, 'HEAD');
    await ask(LIST, { 'if-none-match': headers.etag ?? '' }, 'HEAD');
    const lines = () =>
      app
        .output()
        .split('\n')
        .filter((line) => line.includes('thumbnails-listed'));
    // Lines come beside the answers, and may be later.
    await until('the line of the last answer', async () =>
      Promise.resolve(lines().at(-1)?.includes('not-modified') === true ? true : undefined),
    );
    const said = lines()
      .slice(-2)
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as object);
    expect(said).toMatchObject([
      { outcome: 'answered', signed: 0 },
      { outcome: 'not-modified', signed: 0 },
    ]);
  });

  it('can be read, with its headers, by pages of the allowed origins', async () => {
    const allowed = await ask(LIST, { origin: 'https://www.example.com' });
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': 'https://www.example.com',
      'access-control-expose-headers': 'ETag, Link, Retry-After, X-Job-Error, X-Request-Id, X-Url-Expires',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    const health = await ask('/api/health', { origin: 'https://www.example.com' });
    expect(health.headers).toMatchObject({ 'access-control-allow-origin': 'https://www.example.com' });
    expect((await ask(LIST, { origin: 'https://evil.example' })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
  });
});

describe('an OPTIONS request', () => {
  const PREFLIGHT = { origin: 'https://www.example.com', 'access-control-request-method': 'GET' };

  it('needs no key on any path, and unsupported requests still get 404', async () => {
    for (const path of [LIST, '/api/health', '/api/openapi.json']) {
      const { status, headers } = await ask(path, PREFLIGHT, 'OPTIONS');
      expect([status, headers['access-control-allow-origin'], headers.allow]).toEqual([
        204,
        'https://www.example.com',
        'GET, HEAD, OPTIONS',
      ]);
    }
    for (const [method, path] of [
      ['GET', '/api/no/such/route'],
      ['POST', LIST],
      ['PUT', '/api/openapi.json'],
    ] as const) {
      expect(await ask(path, {}, method)).toMatchObject({ status: 404, body: Buffer.alloc(0) });
    }
  });
});

import type { HttpResponseInit } from '@azure/functions';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createFinalizeResponse, MIN_COMPRESSED_BYTES, type Compressors } from '../../../src/http/finalize-response.js';
import { NOW } from '../../builders.js';
import { ON_EVERY_ANSWER, REQUEST_ID } from './harness.js';

const LONG = JSON.stringify(Array.from({ length: 200 }, (_, index) => ({ index, name: 'ü' })));
const JSON_TYPE = { 'Content-Type': 'application/json' };
const LIST: HttpResponseInit = { status: 200, headers: { ...JSON_TYPE, ETag: '"list"' }, body: LONG };

const asked = (headers: Record<string, string> = {}, method = 'GET') => ({ method, headers: new Headers(headers) });

async function delivered(response: HttpResponseInit, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await createFinalizeResponse(undefined, () => NOW.getTime())(
    asked(headers, method),
    REQUEST_ID,
    response,
  );
  return { ...answer, headers: answer.headers as Record<string, string> };
}

/** Compressors that count, so that a test sees what is not done twice; their bodies are as long as those of lists. */
function counting() {
  const done: string[] = [];
  const count = (coding: string) => (body: string | Uint8Array) => {
    done.push(coding);
    return Promise.resolve(Buffer.from(`${coding}:${body.length}`.padEnd(10_000)));
  };
  const compressors: Compressors = { br: count('br'), gzip: count('gzip') };
  return { done, deliver: createFinalizeResponse(compressors) };
}

describe('every answer', () => {
  it.each([
    ['a list', LIST],
    ['a problem', { status: 404, headers: { 'Content-Type': 'application/problem+json' }, body: '{}' }],
    ['nothing', { status: 204 }],
    ['an image', { status: 200, body: new Uint8Array(3) }],
  ])('has the request id and the security headers: %s', async (_, response) => {
    expect((await delivered(response)).headers).toMatchObject(ON_EVERY_ANSWER);
  });

  it.each([
    ['private, max-age=1140', 'Fri, 20 Nov 2026 12:19:00 GMT'],
    ['max-age=0', 'Fri, 20 Nov 2026 12:00:00 GMT'],
    ['private, no-cache', ON_EVERY_ANSWER.Expires],
    ['no-store', ON_EVERY_ANSWER.Expires],
    ['public, x-max-age=5', ON_EVERY_ANSWER.Expires],
  ])('expires as its Cache-Control says: %s', async (cacheControl, expires) => {
    expect((await delivered({ headers: { 'Cache-Control': cacheControl } })).headers['Expires']).toBe(expires);
  });

  it('has the length of its body in bytes', async () => {
    const { headers, body } = await delivered({ ...LIST, body: '"ü"' });
    expect([headers['Content-Length'], body]).toEqual(['4', '"ü"']);
  });

  it('has the same headers without a body for HEAD, in every coding', async () => {
    for (const coding of ['identity', 'br', 'gzip']) {
      const ask = { 'accept-encoding': coding };
      const { body, ...get } = await delivered(LIST, ask);
      expect(body).toBeDefined();
      expect(await delivered(LIST, ask, 'HEAD')).toEqual(get);
    }
  });
});

describe('the compression of a body', () => {
  it('follows Accept-Encoding', async () => {
    const brotli = await delivered(LIST, { 'accept-encoding': 'gzip, br' });
    expect(brotli.headers).toMatchObject({ ...JSON_TYPE, 'Content-Encoding': 'br', ETag: '"list-br"' });
    expect(brotliDecompressSync(brotli.body as Uint8Array).toString()).toBe(LONG);
    const zipped = await delivered(LIST, { 'accept-encoding': 'gzip' });
    expect(zipped.headers).toMatchObject({ ...JSON_TYPE, 'Content-Encoding': 'gzip', ETag: '"list-gzip"' });
    expect(gunzipSync(zipped.body as Uint8Array).toString()).toBe(LONG);
    for (const { headers, body } of [brotli, zipped]) {
      expect(headers['Content-Length']).toBe(String((body as Uint8Array).length));
    }
  });

  it('is left out for callers that do not ask for it, or refuse it', async () => {
    for (const ask of [{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': '*;q=0' }]) {
      const { headers, body } = await delivered(LIST, ask);
      expect([body, headers['ETag'], headers['Content-Encoding']]).toEqual([LONG, '"list"', undefined]);
    }
  });

  it('starts at 1 KB, or below it for callers that accept nothing else', async () => {
    const codingOf = async (bytes: number, ask: string) =>
      (await delivered({ ...LIST, body: 'x'.repeat(bytes) }, { 'accept-encoding': ask })).headers['Content-Encoding'];
    expect(await codingOf(MIN_COMPRESSED_BYTES - 1, 'gzip')).toBeUndefined();
    expect(await codingOf(MIN_COMPRESSED_BYTES, 'gzip')).toBe('gzip');
    expect(await codingOf(5, 'gzip, identity;q=0')).toBe('gzip');
  });

  it.each([
    ['text/vtt', true],
    ['application/problem+json', true],
    ['application/vnd.apple.mpegurl', true],
    ['text/html; charset=utf-8', true],
    ['image/jpeg', false],
    ['application/octet-stream', false],
    ['application/jsonp', false],
  ])('depends on the type: %s are compressed: %s', async (type, isCompressed) => {
    const response = { headers: { 'Content-Type': type }, body: LONG };
    const { headers } = await delivered(response, { 'accept-encoding': 'br' });
    expect('Content-Encoding' in headers).toBe(isCompressed);
  });

  it('is done once for a body with a tag, for all callers with that coding', async () => {
    const { done, deliver } = counting();
    const ask = (coding: string, response = LIST) => deliver(asked({ 'accept-encoding': coding }), 'id', response);
    const [first] = await Promise.all([ask('br'), ask('br'), ask('gzip'), ask('br')]);
    expect(done).toEqual(['br', 'gzip']);
    expect((await ask('br')).body).toBe(first.body);
    expect(done).toHaveLength(2);
    await ask('br', { ...LIST, headers: { ...JSON_TYPE, ETag: '"another"' } });
    await ask('br', { ...LIST, headers: JSON_TYPE });
    await ask('br', { ...LIST, headers: JSON_TYPE });
    expect(done).toEqual(['br', 'gzip', 'br', 'br', 'br']);
  });
});

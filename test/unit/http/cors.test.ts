import { HttpRequest, InvocationContext, type HttpResponseInit } from '@azure/functions';
import { allowOrigins, preflight } from '../../../src/http/cors.js';
import { createRuntime, httpHandlerOf } from '../../../src/runtime.js';
import { HTTP_FUNCTIONS } from '../../all-functions.js';
import { memoryApp } from '../../memory/memory-app.js';
import { ask } from './harness.js';

const HEADERS = { ETag: '"x"', Vary: 'Accept-Encoding, Origin' };
const ANSWER: HttpResponseInit = { status: 304, headers: HEADERS };

async function headersFor(origins: string[], origin?: string, answer = ANSWER): Promise<Record<string, string>> {
  const handler = allowOrigins(origins, () => Promise.resolve(answer));
  const request = new HttpRequest({
    method: 'GET',
    url: 'https://api.example/api/Videos/v/Thumbnails',
    ...(origin !== undefined && { headers: { origin } }),
  });
  const response = (await handler(request, new InvocationContext())) as HttpResponseInit;
  expect(response).toMatchObject({ status: answer.status });
  return (response.headers ?? {}) as Record<string, string>;
}

describe('a page of another origin', () => {
  it('may read answers and their headers when its origin is listed', async () => {
    const origins = ['https://www.example.com', 'http://localhost:3000'];
    for (const origin of origins) {
      expect(await headersFor(origins, origin)).toEqual({
        ...HEADERS,
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': 'ETag, Link, Retry-After, X-Job-Error, X-Request-Id, X-Url-Expires',
      });
    }
  });

  it.each(['https://www.example.com.evil.example', 'https://WWW.example.com', 'null', undefined])(
    'may not read them when its origin is %s',
    async (origin) => {
      expect(await headersFor(['https://www.example.com'], origin)).toEqual(HEADERS);
    },
  );

  it('may read them from any origin when the setting is *', async () => {
    expect(await headersFor(['*'], 'https://anyone.example')).toMatchObject({ 'Access-Control-Allow-Origin': '*' });
    expect(await headersFor(['*'])).toMatchObject({ 'Access-Control-Allow-Origin': '*' });
  });

  it.each(['http://localhost', 'http://localhost:3000'])('may read them from any port: %s', async (origin) => {
    const headers = await headersFor(['http://localhost:*'], origin);
    expect(headers).toMatchObject({ 'Access-Control-Allow-Origin': origin });
  });

  it.each([
    'http://localhost.evil.example',
    'http://localhost:80.evil.example',
    'https://localhost:1',
    'http://localhost:',
  ])('may not read them from any port when its origin is %s', async (origin) => {
    expect(await headersFor(['http://localhost:*'], origin)).toEqual(HEADERS);
  });

  it('shares no cached answer that lacks Vary', async () => {
    const plain = { status: 404 };
    expect(await headersFor(['https://a.example'], 'https://b.example', plain)).toEqual({ Vary: 'Origin' });
  });

  it('gets no CORS header when the setting is empty', async () => {
    expect(await headersFor([], 'https://www.example.com')).toEqual(HEADERS);
  });
});

describe('every route that pages may read', () => {
  const runtime = createRuntime({
    MANIFEST_TABLE_ENDPOINT: 'https://contoso.table.core.windows.net',
    MEDIA_STORAGE_ACCOUNTS: 'contosomedia',
    CORS_ALLOWED_ORIGINS: 'https://www.example.com',
  });
  if ('problems' in runtime) throw new Error(runtime.problems.join());
  const inMemory = { config: runtime.config, app: () => memoryApp() };
  const routes = HTTP_FUNCTIONS.filter(({ method }) => method === 'GET');

  it.each(routes.map((declared) => [declared.name, declared] as const))(
    'is open to them at %s',
    async (_, declared) => {
      const request = new HttpRequest({
        method: 'GET',
        url: 'https://api.example/api/x?videoIds=x',
        headers: { origin: 'https://www.example.com' },
        params: { id: 'x', thumbnailId: 'x', token: 'x', name: 'x' },
      });
      const { status, headers } = (await httpHandlerOf(declared, inMemory)(
        request,
        new InvocationContext({ logHandler: () => undefined }),
      )) as HttpResponseInit;
      expect([200, 404, 400]).toContain(status);
      expect(headers).toMatchObject({ 'Access-Control-Allow-Origin': 'https://www.example.com' });
    },
  );
});

describe('OPTIONS', () => {
  const ORIGINS = ['https://www.example.com'];
  const PREFLIGHT = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'x-functions-key' };
  const asked = async (origins: string[], headers: Record<string, string>) => {
    const answered = await ask((request) => preflight(origins, request), {}, { headers });
    expect(answered).toMatchObject({ status: 204, body: '', headers: { Allow: 'GET, HEAD, OPTIONS' } });
    return Object.entries(answered.headers).filter(([name]) => name.startsWith('Access-Control-'));
  };

  it('lists methods and headers for a page that is allowed', async () => {
    expect(await asked(ORIGINS, { Origin: 'https://www.example.com', ...PREFLIGHT })).toEqual([
      ['Access-Control-Allow-Origin', 'https://www.example.com'],
      ['Access-Control-Allow-Methods', 'GET, HEAD, OPTIONS'],
      ['Access-Control-Allow-Headers', 'accept, authorization, if-none-match, traceparent, x-functions-key'],
      ['Access-Control-Max-Age', '7200'],
    ]);
    const [origin] = await asked(['*'], { Origin: 'https://anyone.example', ...PREFLIGHT });
    expect(origin).toEqual(['Access-Control-Allow-Origin', '*']);
  });

  it('lists nothing for other pages', async () => {
    expect(await asked(ORIGINS, { Origin: 'https://evil.example', ...PREFLIGHT })).toEqual([]);
    expect(await asked([], { Origin: 'https://www.example.com', ...PREFLIGHT })).toEqual([]);
    expect(await asked(ORIGINS, PREFLIGHT)).toEqual([]);
  });

  it('is no preflight without a requested method', async () => {
    expect(await asked(ORIGINS, { Origin: 'https://www.example.com' })).toEqual([
      ['Access-Control-Allow-Origin', 'https://www.example.com'],
    ]);
  });
});

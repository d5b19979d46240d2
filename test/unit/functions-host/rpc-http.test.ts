import { fromRpcHttp } from '../../../local/functions-host/http/from-rpc-http.js';
import { parseRequestTarget } from '../../../local/functions-host/http/request-target.js';
import { toRpcHttp, type RequestParts } from '../../../local/functions-host/http/to-rpc-http.js';
import { toSetCookie } from '../../../local/functions-host/http/to-set-cookie.js';

function aRequest(url: string, parts: Partial<RequestParts> = {}): RequestParts {
  const target = parseRequestTarget(url);
  if (!target) throw new Error(`${url} is malformed`);
  return { method: 'GET', host: 'localhost:7071', target, rawHeaders: [], params: {}, body: undefined, ...parts };
}

describe('a request for the worker', () => {
  it('has the whole URL, and header names in lower case', () => {
    const rpc = toRpcHttp(aRequest('/api/x?a=1', { rawHeaders: ['Host', 'localhost:7071', 'X-One', '1'] }));
    expect(rpc.url).toBe('http://localhost:7071/api/x?a=1');
    expect(rpc.nullableHeaders).toEqual({ host: { value: 'localhost:7071' }, 'x-one': { value: '1' } });
  });

  it('has repeated headers joined with commas, and empty ones left out', () => {
    const rpc = toRpcHttp(aRequest('/', { rawHeaders: ['Accept', 'a', 'accept', 'b', 'X-Empty', ''] }));
    expect(rpc.nullableHeaders).toEqual({ accept: { value: 'a,b' } });
  });

  it('has repeated query keys joined with commas, without regard to their case', () => {
    const rpc = toRpcHttp(aRequest('/?d=1&D=2&e=a+b%20c&f'));
    expect(rpc.nullableQuery).toEqual({ d: { value: '1,2' }, e: { value: 'a b c' }, f: { value: '' } });
  });

  it('has route values and the body as bytes, or no body at all', () => {
    const body = new Uint8Array([1, 2]);
    expect(toRpcHttp(aRequest('/', { params: { id: '7' }, body }))).toMatchObject({
      nullableParams: { id: { value: '7' } },
      body: { bytes: body },
    });
    expect(toRpcHttp(aRequest('/'))).not.toHaveProperty('body');
  });

  it('may have parameters named as members of Object.prototype', () => {
    const rpc = toRpcHttp(aRequest('/?__proto__=x&a=1', { rawHeaders: ['__proto__', 'x'] }));
    expect(rpc.nullableQuery).toEqual({ a: { value: '1' } });
    expect(Object.getPrototypeOf(rpc.nullableHeaders)).toBe(Object.prototype);
  });
});

describe("the answer to a function's result", () => {
  const answer = (http: object) => fromRpcHttp({ http });
  const bytes = (text: string) => ({ bytes: new TextEncoder().encode(text) });

  it('is a 204 when there is no result', () => {
    expect(fromRpcHttp(undefined)).toEqual({ status: 204, headers: {}, body: undefined });
    expect(fromRpcHttp(null).status).toBe(204);
  });

  it('is a 200 with a length of 0 when the result is empty', () => {
    expect(answer({})).toEqual({ status: 200, headers: { 'content-length': '0' }, body: undefined });
  });

  it('keeps status, headers and body, and declares no length of its own', () => {
    const { status, headers, body } = answer({
      statusCode: '201',
      headers: { 'content-type': 'text/plain' },
      body: bytes('hé'),
    });
    expect([status, headers]).toEqual([201, { 'content-type': 'text/plain' }]);
    expect(Buffer.from(body ?? '').toString()).toBe('hé');
  });

  it('has the real length where the function declared one', () => {
    expect(answer({ headers: { 'content-length': '99' }, body: bytes('abc') }).headers).toEqual({
      'content-length': '3',
    });
  });

  it('may declare the length that a HEAD answer does not send', () => {
    expect(answer({ headers: { 'content-length': '99' } }).headers).toEqual({ 'content-length': '99' });
  });

  it.each([204, 205, 304])('has no body with status %i', (status) => {
    expect(answer({ statusCode: String(status), body: bytes('x') }).body).toBeUndefined();
  });

  it('does not set framing headers', () => {
    expect(answer({ headers: { 'transfer-encoding': 'chunked' }, body: bytes('x') }).headers).toEqual({});
  });

  it('sends its cookies beside a Set-Cookie header of its own', () => {
    const { headers } = answer({ headers: { 'set-cookie': 'a=1' }, cookies: [{ name: 'b', value: '2' }] });
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2; path=/']);
  });
});

describe('a cookie', () => {
  it('is written as ASP.NET Core writes it', () => {
    const cookie = toSetCookie({
      name: 'n',
      value: "a b;'",
      expires: { value: { seconds: 0 } },
      maxAge: { value: 60.9 },
      domain: { value: 'example.org' },
      path: { value: '/p' },
      secure: { value: true },
      httpOnly: { value: true },
      sameSite: 'explicitNone',
    });
    expect(cookie).toBe(
      'n=a%20b%3B%27; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=60; domain=example.org; path=/p; secure; samesite=none; httponly',
    );
  });

  it('has only the attributes that the function gave, and the path', () => {
    expect(toSetCookie({ name: 'n', value: 'v', sameSite: 'none', secure: { value: false } })).toBe('n=v; path=/');
  });
});

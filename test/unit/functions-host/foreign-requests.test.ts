import { refuseForeign } from '../../../local/functions-host/http/foreign-requests.js';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const LOCAL = { host: 'localhost:7071' };

const statusOf = (
  headers: Record<string, string>,
  { method = 'POST', isBuiltIn = false, ownName = '127.0.0.1' } = {},
): number | undefined => refuseForeign({ method, headers }, { ownName, isBuiltIn })?.status;

describe('the local host', () => {
  it.each(['localhost:7071', 'LOCALHOST', '127.0.0.1:1', '[::1]:7071', '192.168.0.5:7071', '[fe80::1]'])(
    'answers to %s, which no other site has as its name',
    (host) => {
      expect(statusOf({ host }, { method: 'GET' })).toBeUndefined();
    },
  );

  it.each(['evil.example:7071', 'localhost.evil.example', '127.0.0.1.evil.example', 'rebound.localhost:7071'])(
    'refuses to answer to %s',
    (host) => {
      expect(statusOf({ host }, { method: 'GET' })).toBe(403);
    },
  );

  it('answers to the name that it was told to listen on', () => {
    expect(statusOf({ host: 'my-machine:7071' }, { method: 'GET', ownName: 'my-machine' })).toBeUndefined();
  });

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://localhost.evil.example' }],
    [{ 'sec-fetch-site': 'cross-site' }],
  ])('lets pages of other sites change nothing, but read what CORS allows: %j', (headers) => {
    expect(statusOf({ ...LOCAL, ...headers })).toBe(403);
    expect(statusOf({ ...LOCAL, ...headers }, { method: 'DELETE' })).toBe(403);
    expect(statusOf({ ...LOCAL, ...headers }, { method: 'GET' })).toBeUndefined();
  });

  it.each([
    [{}],
    [{ origin: 'http://localhost:3000' }],
    [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }],
    [{ host: '192.168.0.5:7071', origin: 'http://192.168.0.5:7071' }],
  ])('takes what commands and its own pages send: %j', (headers) => {
    expect(statusOf({ ...LOCAL, ...headers })).toBeUndefined();
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain; x=application/json',
    '',
  ])("takes no '%s' at /admin and /runtime, which any page may send", (type) => {
    expect(statusOf({ ...LOCAL, 'content-type': type }, { isBuiltIn: true })).toBe(415);
  });

  it.each([JSON_TYPE, { 'content-type': 'application/cloudevents+json' }])('takes %j there', (headers) => {
    expect(statusOf({ ...LOCAL, ...headers }, { isBuiltIn: true })).toBeUndefined();
  });
});

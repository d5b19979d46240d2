import { createHttpHeaders, createPipelineRequest, type PipelineRequest } from '@azure/core-rest-pipeline';
import { apiKeyAuthPolicy } from '../../src/adapters/media-services/api-key-auth.js';
import { asInvocation, timeLeftMs } from '../../src/telemetry/invocation.js';
import { minutesAfter, NOW } from '../builders.js';
import { startFaultyServer, type FaultyServer } from '../faulty-server.js';
import { library } from './clients.js';
import { withoutWaiting } from './pauses.js';

const jwt = (name: string, exp: unknown) => `${name}.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
const inMinutes = (minutes: number) => minutesAfter(minutes).getTime() / 1000;

function someAuth(tokens: (string | number)[], endpoint = 'https://rms.example') {
  let now = NOW;
  const asked: PipelineRequest[] = [];
  /** How long each token may take, by whoever asked for it. */
  const timesLeft: number[] = [];
  const revoked = new Set<string>();
  let sent = 0;
  let held = Promise.resolve();
  const policy = apiKeyAuthPolicy({ endpoint, subscriptionId: 's', apiKey: 'k', clock: () => now });
  const next = async (request: PipelineRequest) => {
    const isForToken = request.url.endsWith('/auth/token');
    if (isForToken) timesLeft.push(timeLeftMs());
    const token = isForToken ? tokens[asked.push(request) - 1] : '';
    const isRefused = !isForToken && revoked.has(request.headers.get('Authorization') ?? '');
    if (!isForToken) sent += 1;
    const status = typeof token === 'number' ? token : isRefused ? 401 : 200;
    await held;
    return { request, status, headers: createHttpHeaders(), bodyAsText: String(token) };
  };
  const send = async () => {
    const request = createPipelineRequest({ url: `${endpoint}/x` });
    const { status } = await policy.sendRequest(request, next);
    return status === 200 ? request.headers.get('Authorization') : status;
  };
  return {
    ...{ send, asked, timesLeft },
    sent: () => sent,
    wait: (minutes: number) => (now = minutesAfter(minutes, now)),
    /** The next request is answered when that is over; those after it at once. */
    sendSlowly: (until: Promise<void>) => {
      held = until;
      const sending = send();
      held = Promise.resolve();
      return sending;
    },
    /** From now on the service answers 401 to this token. */
    revoke: (token: string) => revoked.add(`Bearer ${token}`),
  };
}

describe('a token for an API key', () => {
  it('is requested once, with the key, until two minutes before it expires', async () => {
    const { send, asked, wait } = someAuth([jwt('a', inMinutes(30)), jwt('b', inMinutes(60))]);
    expect(await send()).toBe(`Bearer ${jwt('a', inMinutes(30))}`);
    wait(28);
    await send();
    expect(asked.map(({ url, method, body }) => [url, method, body])).toEqual([
      ['https://rms.example/auth/token', 'POST', '{"subscriptionId":"s","apiKey":"k"}'],
    ]);
    wait(0.1);
    expect(await send()).toBe(`Bearer ${jwt('b', inMinutes(60))}`);
  });

  it('may be quoted, and is renewed soon when it has no expiry', async () => {
    const { send, asked, wait } = someAuth(['"plain"\n', jwt('x', 'soon')]);
    expect(await send()).toBe('Bearer plain');
    wait(3.1);
    await send();
    expect(asked).toHaveLength(2);
  });

  it.each([401, 500])(
    'fails the request with the status %i of its own request, and is requested again',
    async (status) => {
      const { send } = someAuth([status, jwt('b', inMinutes(60))]);
      await expect(send()).rejects.toMatchObject({ statusCode: status });
      expect(await send()).toMatch(/^Bearer b/);
    },
  );

  it('is sent over plain HTTP only to an endpoint configured with http', async () => {
    for (const [endpoint, insecure] of [
      ['https://rms.example', false],
      ['http://127.0.0.1:1', true],
    ] as const) {
      const { send, asked } = someAuth([jwt('a', inMinutes(30))], endpoint);
      await send();
      expect(asked[0]?.allowInsecureConnection).toBe(insecure);
    }
  });

  it('is requested once for all concurrent callers, also after a refusal', async () => {
    const { send, asked } = someAuth([500, jwt('b', inMinutes(60))]);
    const refused = await Promise.allSettled([send(), send(), send()]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(asked).toHaveLength(1);
    for (const one of [send(), send(), send()]) expect(await one).toMatch(/^Bearer b/);
    expect(asked).toHaveLength(2);
  });

  it('is requested again, once for all failed requests, when it was revoked before it expired', async () => {
    const [a, b] = [jwt('a', inMinutes(30)), jwt('b', inMinutes(30))];
    const { send, asked, sent, revoke } = someAuth([a, b]);
    await send();
    revoke(a);
    expect(await Promise.all([send(), send(), send()])).toEqual(Array(3).fill(`Bearer ${b}`));
    expect([asked.length, sent()]).toEqual([2, 7]);
    expect([await send(), asked.length]).toEqual([`Bearer ${b}`, 2]);
  });

  it('stays in use when a late refusal concerns the token before it', async () => {
    const { send, asked, revoke, sendSlowly } = someAuth(['a', 'b', 'c']);
    await send();
    revoke('a');
    let release = () => {};
    const slow = sendSlowly(new Promise((resolve) => (release = resolve)));
    expect(await send()).toBe('Bearer b');
    release();
    expect([await slow, asked.length]).toEqual(['Bearer b', 2]);
  });

  it('is not requested again by the same request when a new one is refused', async () => {
    const { send, asked, sent, revoke } = someAuth(['a', 'b', 'c']);
    revoke('a');
    expect([await send(), asked.length, sent()]).toEqual([401, 1, 1]);
    expect([await send(), asked.length, sent()]).toEqual(['Bearer b', 2, 2]);
    revoke('b');
    revoke('c');
    expect([await send(), asked.length, sent()]).toEqual([401, 3, 4]);
  });

  it('may have its expiry as a string of digits', async () => {
    const { send, asked, wait } = someAuth([jwt('a', String(inMinutes(30))), jwt('b', inMinutes(60))]);
    await send();
    wait(28);
    await send();
    expect(asked).toHaveLength(1);
    wait(0.1);
    expect(await send()).toMatch(/^Bearer b/);
  });

  it('is still requested for other waiting callers when the first invocation ends', async () => {
    const { send, timesLeft } = someAuth([jwt('a', inMinutes(30))]);
    await asInvocation('query', send);
    expect(timesLeft).toEqual([Infinity]);
  });
});

describe('a service that issues tokens for an API key', () => {
  let service: FaultyServer;
  let pauses: number[];
  beforeAll(async () => {
    service = await startFaultyServer();
  });
  beforeEach(() => {
    Object.assign(service, { asked: [], responses: [{ status: 404 }] });
    service.tokens.asked = 0;
    ({ pauses } = withoutWaiting());
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => {
    service.stop();
  });

  it.each(['silent' as const, { status: 200, stalls: true, body: 'ey' }])(
    'is asked again by the next call when it once was %j',
    async (mood) => {
      service.tokens.responses = [mood, { status: 200, body: 'lent' }];
      const ours = library(service);
      await expect(ours.findAsset('x')).rejects.toMatchObject({
        code: 'unavailable',
        message: 'Media Services: read an asset: no answer in time',
      });
      expect(await ours.findAsset('x')).toBeUndefined();
      expect([service.tokens.asked, service.asked.length]).toEqual([2, 1]);
    },
  );

  it('is asked three times while it is busy, after the pauses that it asks for', async () => {
    service.tokens.responses = [{ status: 503, headers: { 'Retry-After': '2' } }];
    await expect(library(service).findAsset('x')).rejects.toMatchObject({ code: 'unavailable' });
    expect(service.tokens.asked).toBe(3);
    expect(pauses.map((pause) => pause > 2000)).toEqual([true, true]);
  });
});

import { putManifest } from '../../memory/put-manifest.js';
import { Failure, type FailureCode } from '../../../src/application/failure.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { aManifest, minutesAfter } from '../../builders.js';
import { ask, httpHarness } from './harness.js';

const SECRET = 'https://contosomedia.table.core.windows.net/t?sig=SECRET';
const throwing = (error: unknown) => {
  const logged: string[] = [];
  return ask(() => Promise.reject(error as Error), {}, {}, logged).then((answered) => ({ ...answered, logged }));
};

describe('error answers', () => {
  it.each([
    ['access-denied', 503, 'unavailable'],
    ['unavailable', 503, 'unavailable'],
    ['lost-race', 503, 'unavailable'],
    ['not-ready', 503, 'unavailable'],
    ['too-large', 500, 'internal'],
    ['ambiguous-video', 409, 'ambiguous-video'],
    ['stale-continuation', 400, 'bad-request'],
    ['forbidden', 403, 'forbidden'],
  ] satisfies [FailureCode, number, string][])(
    'have, for %s, the status %i and the type %s',
    async (code, status, type) => {
      const cause = new Error(SECRET);
      const { body, json, headers, ...answered } = await throwing(new Failure(code, 'in our words', { cause }));
      expect(answered.status).toBe(status);
      expect(json).toMatchObject({
        type: `urn:stillframe:problem:${type}`,
        status,
        title: expect.any(String) as string,
      });
      expect(headers).toMatchObject({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' });
      expect(headers['Retry-After']).toBe(status === 503 ? '10' : undefined);
      expect(body + answered.logged.join()).not.toContain('SECRET');
    },
  );

  it("show a caller nothing of storage's own message", async () => {
    const { body } = await throwing(new Failure('unavailable', 'table thumbnails: answered 500 (InternalError)'));
    expect(body).not.toMatch(/table|InternalError/);
  });

  it.each([
    new Error(`GET ${SECRET} failed`),
    Object.assign(new Error(SECRET), { name: 'RestError', statusCode: 400, request: { url: SECRET } }),
    new AggregateError([new Error(SECRET)], SECRET),
    SECRET,
    undefined,
  ])('are a 500 for a bug, without its message: %#', async (error) => {
    const { status, json, body, logged } = await throwing(error);
    expect([status, json]).toMatchObject([500, { type: 'urn:stillframe:problem:internal' }]);
    expect(body).not.toContain('contosomedia');
    expect(logged.join()).toContain('request-failed');
    expect(logged.join()).not.toContain('SECRET');
  });

  it('have a log line when a role is missing', async () => {
    const { logged } = await throwing(new Failure('access-denied', 'table thumbnails: answered 403'));
    expect(JSON.parse(logged.join())).toMatchObject({
      event: 'access-denied',
      reason: 'table thumbnails: answered 403',
    });
  });

  it('come for storage failures from every function', async () => {
    const down = { ...createMemoryStore(), readVideo: () => Promise.reject(new Failure('unavailable', 'down')) };
    const { list, one, status } = httpHarness(down);
    for (const answered of await Promise.all([list('v'), one('v', 'x'), status('v')])) {
      expect(answered).toMatchObject({ status: 503, json: { type: 'urn:stillframe:problem:unavailable' } });
    }
  });

  it('come for failures of the signing key too', async () => {
    const { list, state, store } = httpHarness();
    await putManifest(store, aManifest());
    state.failure = new Failure('access-denied', 'user delegation key of contosomedia: answered 403');
    expect(await list('video-1')).toMatchObject({ status: 503, json: { type: 'urn:stillframe:problem:unavailable' } });
  });
});

describe('GET /api/health/ready', () => {
  it('answers 200 when the table and the keys answer', async () => {
    expect(await httpHarness().ready()).toMatchObject({
      status: 200,
      body: '{"Status":"Ready"}',
      headers: { 'Cache-Control': 'no-store' },
    });
  });

  it.each([
    [-6, 'this instance is 6 minutes ahead of the storage'],
    [16, 'this instance is 16 minutes behind the storage'],
  ])('answers 503 when the clock of storage differs by %i minutes', async (minutes, reason) => {
    const { ready, state, logged } = httpHarness();
    state.storageTime = () => Promise.resolve(minutesAfter(minutes));
    const { status, json } = await ready();
    const failing = [{ part: 'clock', reason: `${reason} of the signing key of 'contosomedia'` }];
    expect([status, json]).toMatchObject([503, { failing }]);
    expect(JSON.parse(logged.join())).toMatchObject({ event: 'not-ready', failing });
  });

  it('answers 200 when clocks differ a little, or storage gives no time', async () => {
    const { ready, state } = httpHarness();
    for (const time of [minutesAfter(5), minutesAfter(-5), undefined, new Date('nonsense')]) {
      state.storageTime = () => Promise.resolve(time);
      expect((await ready()).status).toBe(200);
    }
  });

  it('answers 503 and names every part that fails, without outside text', async () => {
    const down = { ...createMemoryStore(), ping: () => Promise.reject(new Failure('unavailable', 'no answer')) };
    const { ready, state, logged } = httpHarness(down);
    state.failure = new Error(SECRET);
    const { status, json, body } = await ready();
    expect(status).toBe(503);
    expect(json).toMatchObject({
      type: 'urn:stillframe:problem:not-ready',
      failing: [
        { part: 'manifest table', reason: 'no answer' },
        { part: "signing key of 'contosomedia'", reason: expect.any(String) as string },
      ],
    });
    expect(body + logged.join()).not.toContain('SECRET');
  });
});

import { gzipSync } from 'node:zlib';
import { startFaultyServer, type FaultyServer } from '../faulty-server.js';
import { CALLS } from './clients.js';
import { withoutWaiting } from './pauses.js';

const UNAVAILABLE = { name: 'Failure', code: 'unavailable' };
const NO_ANSWER = { ...UNAVAILABLE, message: expect.stringMatching(/: no answer in time$/) as string };
/** Begins as an answer that was compressed, and lacks its end. */
const COMPRESSED = gzipSync('{"value":[]}').subarray(0, 16);

describe.each(Object.keys(CALLS))('%s', (name) => {
  let service: FaultyServer;
  let pauses: number[];
  const call = () => CALLS[name]?.(service) ?? Promise.reject(new Error(name));

  beforeAll(async () => {
    service = await startFaultyServer();
  });
  beforeEach(() => {
    Object.assign(service, { asked: [], tokens: { asked: 0, responses: [] } });
    ({ pauses } = withoutWaiting());
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => {
    service.stop();
  });

  it.each([408, 429, 500, 502, 503, 504])('is called three times when it always answers %i', async (status) => {
    service.responses = [{ status }];
    await expect(call()).rejects.toMatchObject(UNAVAILABLE);
    expect(service.asked).toHaveLength(3);
  });

  it.each([0, 0.5, 0.75])('is called again after a pause with a random part (%d)', async (chance) => {
    jest.spyOn(Math, 'random').mockReturnValue(chance);
    service.responses = [{ status: 503 }];
    await expect(call()).rejects.toMatchObject(UNAVAILABLE);
    expect(pauses).toEqual([200 + 200 * chance, 400 + 400 * chance]);
  });

  it.each([429, 503])('is called again after the pause that it asks for with %i, and a random part', async (status) => {
    jest.spyOn(Math, 'random').mockReturnValue(0.25);
    service.responses = [{ status, headers: { 'Retry-After': '1' } }];
    await expect(call()).rejects.toMatchObject(UNAVAILABLE);
    expect(pauses).toEqual([1000 + 250, 1000 + 500]);
  });

  it('is not called again when it asks for an hour', async () => {
    service.responses = [{ status: 503, headers: { 'Retry-After': '3600' } }];
    await expect(call()).rejects.toMatchObject(UNAVAILABLE);
    expect([service.asked.length, pauses]).toEqual([1, []]);
  });

  it.each([400, 401, 403, 404, 409, 412])('is called once when it answers %i', async (status) => {
    service.responses = [{ status }];
    await call().catch(() => undefined);
    expect([service.asked.length, pauses]).toEqual([1, []]);
  });

  it.each([
    ['it never answers', 'silent' as const],
    ['its answer begins and does not end', { status: 200, stalls: true }],
  ])('fails the call when %s', async (_, mood) => {
    service.responses = [mood];
    await expect(call()).rejects.toMatchObject(NO_ANSWER);
    expect(service.asked).toHaveLength(1);
  });

  it('waits for no end of an answer that is compressed', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    service.responses = [{ status: 200, stalls: true, headers, body: COMPRESSED }];
    // Of a compressed blob nothing is read.
    if (name === 'a blob') expect(await call()).toMatchObject({ problem: expect.stringContaining('gzip') as string });
    else await expect(call()).rejects.toMatchObject(NO_ANSWER);
    expect(service.asked).toHaveLength(1);
  });
});

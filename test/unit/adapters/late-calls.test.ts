import {
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import { addRetryPolicies } from '../../../src/adapters/retry.js';
import { asInvocation } from '../../../src/telemetry/invocation.js';

const OVER = { name: 'TimeoutError' };

/** What every client sends through, over a network that answers 503 and asks for so many seconds, or never answers. */
function aPipeline(retryAfterSeconds?: number) {
  const pipeline = createEmptyPipeline();
  addRetryPolicies(pipeline);
  const sent: PipelineRequest['abortSignal'][] = [];
  const sendRequest = (request: PipelineRequest) => {
    sent.push(request.abortSignal);
    if (retryAfterSeconds === undefined) return new Promise<never>(() => undefined);
    const headers = createHttpHeaders({ 'Retry-After': String(retryAfterSeconds) });
    return Promise.resolve({ request, status: 503, headers });
  };
  const send = (abortSignal?: AbortSignal) => {
    const request = createPipelineRequest({ url: 'https://x.example/', ...(abortSignal && { abortSignal }) });
    return pipeline.sendRequest({ sendRequest }, request);
  };
  return { send, sent };
}

/** Runs the call in an event's 25 s when so many are over. */
function after<T>(seconds: number, call: () => Promise<T>): Promise<T> {
  return asInvocation('event', async () => {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return call();
  });
}

describe('a call late in an invocation', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is aborted when the invocation ends, on the wire as well', async () => {
    const { send, sent } = aPipeline();
    const expected = expect(after(18, send)).rejects.toMatchObject(OVER);
    await jest.advanceTimersByTimeAsync(24_999);
    expect(sent.map((signal) => signal?.aborted)).toEqual([false]);
    await jest.advanceTimersByTimeAsync(1);
    await expected;
    expect(sent.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it('is not sent after the invocation has ended', async () => {
    const { send, sent } = aPipeline(0);
    const expected = expect(after(25, send)).rejects.toMatchObject(OVER);
    await jest.advanceTimersByTimeAsync(25_000);
    await expected;
    expect(sent).toEqual([]);
  });

  it.each([
    [3, 3],
    [5, 2],
    [8, 1],
    [29, 1],
  ])('that is asked to wait %i of the last 8 s is tried %i times', async (seconds, times) => {
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const { send, sent } = aPipeline(seconds);
    const answered = after(17, send);
    await jest.advanceTimersByTimeAsync(25_000);
    expect(await answered).toMatchObject({ status: 503 });
    expect(sent).toHaveLength(times);
  });

  it('has ten seconds outside an invocation, and leaves no timer behind', async () => {
    const { send, sent } = aPipeline();
    const expected = expect(send()).rejects.toMatchObject(OVER);
    await jest.advanceTimersByTimeAsync(9999);
    expect(sent.map((signal) => signal?.aborted)).toEqual([false]);
    await jest.advanceTimersByTimeAsync(1);
    await expected;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('also ends by the signal of its caller', async () => {
    const { send, sent } = aPipeline();
    const ours = new AbortController();
    const expected = expect(send(ours.signal)).rejects.toMatchObject(OVER);
    ours.abort();
    await expected;
    expect(sent.map((signal) => signal?.aborted)).toEqual([true]);
    await expect(send(ours.signal)).rejects.toMatchObject(OVER);
    expect([sent.length, jest.getTimerCount()]).toEqual([1, 0]);
  });
});

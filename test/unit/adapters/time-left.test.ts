import { mapAzureErrors } from '../../../src/adapters/azure-failure.js';
import { asInvocation, timeLeftMs } from '../../../src/telemetry/invocation.js';

const never = () => new Promise<never>(() => undefined);

describe('the time of an invocation', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    ['query', 10_000],
    ['event', 25_000],
    ['scan', 240_000],
  ] as const)('ends the wait of a %s after %i ms, with our own message', async (kind, ms) => {
    let ended = false;
    const waiting = asInvocation(kind, () => mapAzureErrors('table x', never)).catch((error: unknown) => {
      ended = true;
      throw error;
    });
    const expected = expect(waiting).rejects.toMatchObject({
      code: 'unavailable',
      message: 'table x: no answer in time',
    });
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect(ended).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await expected;
  });

  it('is shared by all of its calls, and leaves no timer behind', async () => {
    const after = (ms: number) => () =>
      new Promise<number>((resolve) =>
        setTimeout(() => {
          resolve(ms);
        }, ms),
      );
    const waiting = asInvocation('query', async () => {
      expect(await mapAzureErrors('first', after(6000))).toBe(6000);
      expect(timeLeftMs()).toBe(4000);
      await mapAzureErrors('second', after(6000));
    });
    const expected = expect(waiting).rejects.toMatchObject({ message: 'second: no answer in time' });
    await jest.advanceTimersByTimeAsync(10_000);
    await expected;
    await jest.advanceTimersByTimeAsync(2000);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not limit calls outside an invocation', async () => {
    let ended = false;
    void mapAzureErrors('x', never).finally(() => (ended = true));
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect([ended, timeLeftMs()]).toEqual([false, Infinity]);
  });
});

import { withOptimisticRetry } from '../../../src/application/recording/with-optimistic-retry.js';

/** An attempt that loses so many races, and what happened in which order. */
function aRace(lost: number) {
  const steps: string[] = [];
  const attempt = (round: number) => {
    steps.push(`attempt ${round}`);
    return Promise.resolve(round <= lost ? undefined : 'done');
  };
  const pause = (round: number) => {
    steps.push(`pause ${round}`);
    return Promise.resolve();
  };
  return { steps, attempt, pause };
}

describe('an optimistic write', () => {
  it('pauses after each lost race, and tries again after the pause', async () => {
    const { steps, attempt, pause } = aRace(2);
    expect(await withOptimisticRetry(attempt, pause)).toBe('done');
    expect(steps).toEqual(['attempt 1', 'pause 1', 'attempt 2', 'pause 2', 'attempt 3']);
  });

  it('fails after five lost races, without a last pause', async () => {
    const { steps, attempt, pause } = aRace(Infinity);
    await expect(withOptimisticRetry(attempt, pause)).rejects.toMatchObject({ code: 'lost-race' });
    expect([steps.length, steps.at(-1)]).toEqual([9, 'attempt 5']);
  });
});

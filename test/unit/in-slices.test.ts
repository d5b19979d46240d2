import { eachInSteps } from '../../src/domain/steps.js';
import { inSlices } from '../../src/in-slices.js';

describe('long work', () => {
  it('visits each item, and lets others take their turn whenever a slice is over', async () => {
    let now = 0;
    let visited = 0;
    let turns = 0;
    let isDone = false;
    const takeTurn = (): void => {
      turns += 1;
      if (!isDone) setImmediate(takeTurn);
    };
    setImmediate(takeTurn);
    await inSlices(
      eachInSteps(Array.from({ length: 10_000 }), () => (visited += 1)),
      () => (now += 3),
    );
    isDone = true;
    expect(visited).toBe(10_000);
    // Thirty-nine looks at the clock, three milliseconds apart: a turn at every fourth.
    expect(turns).toBeGreaterThanOrEqual(8);
  });

  it('fails as the work does', async () => {
    const work = eachInSteps([1], () => {
      throw new Error('no');
    });
    await expect(inSlices(work)).rejects.toThrow('no');
  });
});

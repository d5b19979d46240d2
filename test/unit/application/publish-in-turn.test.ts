import { makeMemoryDebtorList } from '../../../src/adapters/memory/memory-debtor-list.js';
import { Failure } from '../../../src/application/failure.js';
import { makePublishChanges } from '../../../src/application/publish-changes.js';
import { minutesAfter, NOW } from '../../builders.js';
import { aLog } from '../../fakes.js';

const A_DAY = 96;

/** So many videos that never can be told of, and behind them so many that can; a run a quarter of an hour. */
async function runsUntilTold(bad: number, good: number): Promise<number> {
  const debtors = makeMemoryDebtorList();
  for (let i = 0; i < bad; i++) await debtors.note(`bad-${String(i)}`, minutesAfter(-60));
  for (let i = 0; i < good; i++) await debtors.note(`good-${String(i)}`, minutesAfter(-60));
  let now = NOW;
  const publishOwed = (videoId: string) =>
    videoId.startsWith('bad')
      ? Promise.reject(new Failure('too-large', 'the topic: answered 413'))
      : Promise.resolve(true);
  const publishChanges = makePublishChanges({ debtors, publishOwed, clock: () => now });
  for (let runs = 1; runs <= A_DAY; runs++) {
    const { log, lines } = aLog();
    await publishChanges(log);
    expect(lines.filter(({ event }) => event === 'publish-failed').length).toBeLessThanOrEqual(20);
    if (!debtors.all().some((videoId) => videoId.startsWith('good'))) return runs;
    now = minutesAfter(15, now);
  }
  return Infinity;
}

describe('a timer that tells what is left', () => {
  it.each([
    [19, 30],
    [20, 30],
    [20, 1],
    [200, 5],
    [900, 100],
  ])('comes within a day to all behind %i videos that never can be told of: %i', async (bad, good) => {
    expect(await runsUntilTold(bad, good)).toBeLessThanOrEqual(A_DAY);
  });

  it('comes to all of them at once where nothing fails', async () => {
    expect(await runsUntilTold(0, 1000)).toBe(1);
  });
});

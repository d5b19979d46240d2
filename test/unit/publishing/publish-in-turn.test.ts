import { Failure } from '../../../src/application/failure.js';
import { createRetryPublications } from '../../../src/application/publishing/retry-publications.js';
import type { PublishPending } from '../../../src/application/publishing/publisher.js';
import { minutesAfter, NOW } from '../../builders.js';
import { aLog } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';

const A_DAY = 96;

/** Rows of which so many can never be published, and so many can; a run a quarter of an hour. */
async function runsUntilPublished(bad: number, good: number): Promise<number> {
  const { outbox } = createMemoryStore();
  for (let i = 0; i < bad; i++) await outbox.put({ videoId: `bad-${String(i)}` }, minutesAfter(-60));
  for (let i = 0; i < good; i++) await outbox.put({ videoId: `good-${String(i)}` }, minutesAfter(-60));
  let now = NOW;
  const publishPending: PublishPending = (key) =>
    JSON.stringify(key).includes('bad')
      ? Promise.reject(new Failure('too-large', 'the topic: answered 413'))
      : Promise.resolve(true);
  const retry = createRetryPublications({ outbox, publishPending, clock: () => now });
  for (let runs = 1; runs <= A_DAY; runs++) {
    const { log, lines } = aLog();
    await retry(log);
    expect(lines.filter(({ event }) => event === 'publish-failed').length).toBeLessThanOrEqual(20);
    if ((await outbox.read(now)).length === bad) return runs;
    now = minutesAfter(15, now);
  }
  return Infinity;
}

describe('the timer that publishes what is left', () => {
  it.each([
    [19, 30],
    [20, 30],
    [20, 1],
    [200, 5],
  ])('publishes within a day, beside %i rows that always fail, all %i others', async (bad, good) => {
    expect(await runsUntilPublished(bad, good)).toBeLessThanOrEqual(A_DAY);
  });

  it('publishes all in one run where nothing fails', async () => {
    expect(await runsUntilPublished(0, 1000)).toBe(1);
  });
});

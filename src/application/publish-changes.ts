import type { Clock, Log } from './ports.js';
import { logNotPublished, type PublishOwed } from './publish-owed.js';
import type { Debtor, DebtorList } from './publishing-ports.js';

/** Longer than any invocation lives that may still be about to publish by itself. */
const LEFT_AFTER_MS = 5 * 60_000;
/** A run ends well before the next, and before any plan ends a function. */
const LONGEST_RUN_MS = 120_000;

/** So many are no accident of one video: more would say the same. */
const MOST_FAILURES = 20;

/** Of all numbers the one whose multiples, without what is before the point, lie evenly between 0 and 1. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** One run: publishes what invocations have left, because the topic did not answer or they were interrupted. */
export type PublishChanges = (log: Log) => Promise<void>;

export function makePublishChanges(ports: {
  debtors: DebtorList;
  publishOwed: PublishOwed;
  clock: Clock;
}): PublishChanges {
  const { debtors, publishOwed, clock } = ports;
  return async (log) => {
    const startedAt = clock().getTime();
    const left = await readList(new Date(startedAt - LEFT_AFTER_MS), log);
    if (left.length === 0) return;
    const tally = { settled: 0, failed: 0 };
    for (const debtor of beginningAt(startedAt, left)) {
      if (clock().getTime() - startedAt > LONGEST_RUN_MS || tally.failed === MOST_FAILURES) break;
      try {
        // One that has changed meanwhile stays on the list.
        if (!(await publishOwed(debtor.videoId, log))) continue;
        await debtors.remove(debtor);
        tally.settled += 1;
      } catch (error) {
        // The next one may do: what is wrong may be this video alone.
        logNotPublished(log, debtor.videoId, error);
        tally.failed += 1;
      }
    }
    log('leftovers-published', { ...tally, left: left.length - tally.settled });
  };

  async function readList(before: Date, log: Log): Promise<Debtor[]> {
    try {
      return await debtors.read(before);
    } catch (error) {
      logNotPublished(log, undefined, error);
      throw error;
    }
  }
}

/** Each run begins elsewhere: videos that always fail, and end a run, must not stand before the same others every time. */
function beginningAt(time: number, list: readonly Debtor[]): Debtor[] {
  const first = Math.floor((((time / 60_000) * GOLDEN_RATIO) % 1) * list.length);
  return [...list.slice(first), ...list.slice(0, first)];
}

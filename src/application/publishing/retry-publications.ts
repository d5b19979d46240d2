import type { Log } from '../../telemetry/log-events.js';
import { logNotPublished, type PublishingPorts } from './publisher.js';

/** Longer than an invocation lives that may still publish by itself. */
const LEFT_AFTER_MS = 5 * 60_000;
/** A run ends well before the next, and before any plan ends a function. */
const MAX_RUN_MS = 120_000;
/** So many failures are no accident of one video: more would say the same. */
const MAX_FAILURES = 20;

/** One run: publishes what invocations have left, because the topic did not answer or they were interrupted. */
export function createRetryPublications({ outbox, publishPending, clock }: PublishingPorts) {
  return async (log: Log): Promise<void> => {
    const startedAt = clock().getTime();
    const left = await outbox.read(new Date(startedAt - LEFT_AFTER_MS)).catch((error: unknown) => {
      logNotPublished(log, undefined, error);
      throw error;
    });
    if (left.length === 0) return;
    const counts = { settled: 0, failed: 0 };
    // Shuffled: rows that always fail, and end a run, must not keep the same others from their turn.
    for (const row of shuffled(left)) {
      if (clock().getTime() - startedAt > MAX_RUN_MS || counts.failed === MAX_FAILURES) break;
      try {
        // A row that was written again meanwhile stays.
        if (!(await publishPending(row.key, log))) continue;
        await outbox.remove(row);
        counts.settled += 1;
      } catch (error) {
        logNotPublished(log, row.key, error);
        counts.failed += 1;
      }
    }
    log('publications-retried', { ...counts, left: left.length - counts.settled });
  };
}

function shuffled<Value>(values: readonly Value[]): Value[] {
  const mixed = values.map((value) => ({ value, rank: Math.random() }));
  return mixed.sort((one, other) => one.rank - other.rank).map(({ value }) => value);
}

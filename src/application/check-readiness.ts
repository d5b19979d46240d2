import { describeError, Failure } from './failure.js';
import type { Clock } from './clock.js';

/** A service that answers depend on. Throws when it does not answer; gives its own time where it has one. */
export interface Dependency {
  part: string;
  ask: () => Promise<Date | undefined>;
}

/** A part that the app needs, and what is wrong with it. */
export interface FailingPart {
  part: string;
  reason: string;
  /** Where a failure comes from that we have no words for: for the log alone. */
  stack?: string;
}

/**
 * Our clock sets a URL's life, and storage's clock checks it: ahead, it is not valid yet; behind, it dies early. Signatures
 * are dated back by 15 minutes, so a third of that is worth a look before anything breaks.
 */
const MAX_SKEW_MS = 5 * 60_000;

/**
 * Answers what keeps the app from answering; nothing when it is ready. Asks all services at once and uses no cache: what one
 * instance has in memory says nothing about the next one.
 */
export function createCheckReadiness(dependencies: readonly Dependency[], clock: Clock) {
  return async (): Promise<FailingPart[]> => {
    const checks = dependencies.map((dependency) => check(dependency, clock));
    return (await Promise.all(checks)).filter((part) => part !== undefined);
  };
}

async function check({ part, ask }: Dependency, clock: Clock): Promise<FailingPart | undefined> {
  try {
    const serverTime = await ask();
    const skewMs = serverTime === undefined ? 0 : clock().getTime() - serverTime.getTime();
    return Math.abs(skewMs) > MAX_SKEW_MS ? { part: 'clock', reason: describeSkew(skewMs, part) } : undefined;
  } catch (error) {
    if (error instanceof Failure) return { part, reason: error.message };
    const { stack = 'something was thrown that is no error' } = describeError(error);
    return { part, reason: 'failed for a reason that is in the logs', stack };
  }
}

function describeSkew(skewMs: number, part: string): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return `this instance is ${minutes} minutes ${skewMs > 0 ? 'ahead of' : 'behind'} the storage of the ${part}`;
}

import type { Clock } from '../clock.js';

/** Clocks differ; a time that is further ahead would shut out every later encode. */
export const MAX_AHEAD_MS = 5 * 60_000;

/** The time of a report, never later than five minutes from now. */
export function clampToNow(clock: Clock, at: Date): Date {
  return new Date(Math.min(at.getTime(), clock().getTime() + MAX_AHEAD_MS));
}

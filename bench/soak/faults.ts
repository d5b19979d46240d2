import { randomFrom } from './random.js';

/**
 * What goes wrong between the app and a service: refusals with `Retry-After`, connections that break off before the call is
 * done or after (the service has done it, and the app does not know), bodies that stop half-way or dribble, calls that are
 * done late, after others that were sent later, writes that are refused since somebody is said to have been faster, and silence.
 */
export const FAULTS = [
  'busy',
  'broken',
  'throttled',
  'reset',
  'lost-answer',
  'half-body',
  'slow-body',
  'late',
  'stale-etag',
  'silent',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Silence takes as long as the app's patience: one of so many faults. */
const SILENT_ONE_IN = 60;

/** Few calls write on the condition of a version: so many of those are told that it is another by now. */
const STALE_ONE_IN = 2;

/** What goes wrong with the next call, which may write on the condition of a version. */
export type NextFault = (isConditional: boolean) => Fault | undefined;

/** The same faults for the same seed, in `share` of the calls. */
export function faultsFrom(seed: number, rate: number): NextFault {
  const random = randomFrom(seed);
  const frequent = FAULTS.filter((fault) => fault !== 'silent' && fault !== 'stale-etag');
  return (isConditional) => {
    if (isConditional && random() < 1 / STALE_ONE_IN) return 'stale-etag';
    if (random() >= rate) return undefined;
    if (random() < 1 / SILENT_ONE_IN) return 'silent';
    return frequent[Math.floor(random() * frequent.length)];
  };
}

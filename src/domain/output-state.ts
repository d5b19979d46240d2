import type { JobError } from './job-error.js';

/** States of a job and of its outputs. Beware: the event *type* says Errored where the *state* says Error. */
export const JOB_STATES = ['Queued', 'Scheduled', 'Processing', 'Canceling', 'Canceled', 'Error', 'Finished'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface JobRef {
  transform: string;
  job: string;
}

/** The last known state of one output of a job; `output` is its asset's name, or empty for the job as a whole. */
export interface OutputState extends JobRef {
  output: string;
  state: JobState;
  at: Date;
  /** Why it failed; only of the state `Error`. */
  error?: JobError;
  /** When its end was first seen, while its images are awaited; and the location, by hash, in which they are. */
  finishedSeenAt?: Date;
  location?: string;
}

/** An output that has not changed for this long counts as dead. */
const ACTIVE_FOR_MS = 24 * 60 * 60 * 1000;
const ACTIVE: ReadonlySet<JobState> = new Set(['Queued', 'Scheduled', 'Processing', 'Canceling']);

/**
 * The state to keep after a report; the same object when nothing changes. Events come in any order: the later state counts; at one
 * instant the one that is further on.
 */
export function mergeState(known: OutputState | undefined, reported: OutputState): OutputState {
  if (known === undefined) return reported;
  const order =
    reported.at.getTime() - known.at.getTime() || JOB_STATES.indexOf(reported.state) - JOB_STATES.indexOf(known.state);
  const latest = order > 0 ? reported : known;
  const finishedSeenAt = known.finishedSeenAt ?? reported.finishedSeenAt;
  const location = known.location ?? reported.location;
  if (latest === known && finishedSeenAt === known.finishedSeenAt && location === known.location) return known;
  return { ...latest, ...(finishedSeenAt && { finishedSeenAt }), ...(location !== undefined && { location }) };
}

export function isSameOutput(one: OutputState, other: OutputState): boolean {
  return one.transform === other.transform && one.job === other.job && one.output === other.output;
}

/** Why nothing came of these outputs: the newest error, else that a job was canceled or never ended; undefined when not known. */
export function failureOf(states: readonly OutputState[]): string | undefined {
  const failed = states.filter(({ error }) => error !== undefined);
  const [newest] = failed.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.output < b.output ? -1 : 1));
  if (newest?.error !== undefined) return newest.error.message;
  if (states.some(({ state }) => state === 'Canceled')) return 'The job was canceled.';
  return states.length > 0 && states.every(({ state }) => ACTIVE.has(state))
    ? 'The job did not end within a day.'
    : undefined;
}

/** Whether any output of the video is still being made. A job's own state counts only while none of its outputs is known. */
export function hasActiveOutput(states: readonly OutputState[], now: Date): boolean {
  const jobKey = ({ transform, job }: JobRef): string => `${transform}/${job}`;
  const outputs = states.filter(({ output }) => output !== '');
  const withOutputs = new Set(outputs.map(jobKey));
  const jobs = states.filter((one) => one.output === '' && !withOutputs.has(jobKey(one)));
  return [...outputs, ...jobs].some(({ state, at }) => ACTIVE.has(state) && isWithinDay(at, now));
}

/** Whether an output has finished whose images are not recorded yet; Event Grid delivers its event for a day. */
export function hasAwaitedOutput(states: readonly OutputState[], now: Date): boolean {
  return states.some(
    ({ state, finishedSeenAt: at }) => state === 'Finished' && at !== undefined && isWithinDay(at, now),
  );
}

function isWithinDay(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() < ACTIVE_FOR_MS;
}

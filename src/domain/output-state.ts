/** States of a job and of its outputs. Beware: the event *type* says Errored where the *state* says Error. */
export const JOB_STATES = ['Queued', 'Scheduled', 'Processing', 'Canceling', 'Canceled', 'Error', 'Finished'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** A job by the names of its transform and of itself. */
export interface JobRef {
  transform: string;
  job: string;
}

/** The last known state of one output of a job; `output` is its asset's name, or empty for the job as a whole. */
export interface OutputState extends JobRef {
  output: string;
  state: JobState;
  /** When that state was entered, by the event. */
  at: Date;
  /** When we first heard that it had finished, in a location that we may record: so long its images are waited for. */
  finishedSeenAt?: Date;
}

/** An output that has not changed for this long is taken for dead rather than active. */
const ACTIVE_FOR_MS = 24 * 60 * 60 * 1000;
const ACTIVE: ReadonlySet<JobState> = new Set(['Queued', 'Scheduled', 'Processing', 'Canceling']);

/** Events come in any order: the later state counts, and of two at one instant the further one. */
export function isLaterState(incoming: OutputState, existing: OutputState): boolean {
  const later = incoming.at.getTime() - existing.at.getTime();
  return later > 0 || (later === 0 && JOB_STATES.indexOf(incoming.state) > JOB_STATES.indexOf(existing.state));
}

/** Whether any output of the video is still being made. A job's own state counts only while none of its outputs is known. */
export function hasActiveOutput(states: readonly OutputState[], now: Date): boolean {
  const withOutputs = new Set(states.filter(({ output }) => output !== '').map(jobKey));
  return states.some(
    (one) =>
      ACTIVE.has(one.state) &&
      now.getTime() - one.at.getTime() < ACTIVE_FOR_MS &&
      (one.output !== '' || !withOutputs.has(jobKey(one))),
  );
}

/** Whether an output has finished whose images are still to be recorded, by us or by a redelivery of its event. */
export function hasAwaitedOutput(states: readonly OutputState[], now: Date): boolean {
  return states.some(
    ({ state, finishedSeenAt }) =>
      state === 'Finished' && finishedSeenAt !== undefined && now.getTime() - finishedSeenAt.getTime() < ACTIVE_FOR_MS,
  );
}

function jobKey({ transform, job }: JobRef): string {
  return `${transform}/${job}`;
}

import { randomUUID } from 'node:crypto';
import type { JobOutputRecord, JobRecord, JobState } from '../store/records.js';

/** A job event, independent of the schema. */
export interface MediaEvent {
  readonly id: string;
  /** Without its `Microsoft.Media.` prefix. */
  readonly type: string;
  readonly subject: string;
  readonly time: Date;
  readonly data: object;
}

/** The state `Error` has the event `Errored`; a queued job raises no event. */
const specific: Readonly<Record<JobState, string | undefined>> = {
  Queued: undefined,
  Scheduled: 'Scheduled',
  Processing: 'Processing',
  Finished: 'Finished',
  Error: 'Errored',
  Canceling: 'Canceling',
  Canceled: 'Canceled',
};

function event(job: JobRecord, type: string, data: object, time: Date): MediaEvent {
  return { id: randomUUID(), type, subject: `transforms/${job.transform}/jobs/${job.name}`, time, data };
}

const presentOutput = ({ assetName, error, label, progress, state }: JobOutputRecord) => ({
  '@odata.type': '#Microsoft.Media.JobOutputAsset',
  assetName,
  error: error ?? null,
  label,
  progress,
  state,
});

/** The events of an output's change to its current state: JobOutputStateChange and the specific one. */
export function outputEvents(
  job: JobRecord,
  output: JobOutputRecord,
  previousState: JobState,
  time: Date,
): MediaEvent[] {
  const data = { previousState, output: presentOutput(output), jobCorrelationData: job.correlationData };
  const twin = specific[output.state];
  return ['StateChange', twin].flatMap((name) => (name ? [event(job, `JobOutput${name}`, data, time)] : []));
}

/**
 * The events of a job's change to its current state: JobStateChange, which has no outputs, and the specific one, which has
 * outputs when the job has ended.
 */
export function jobEvents(job: JobRecord, previousState: JobState, time: Date): MediaEvent[] {
  const states = { previousState, state: job.state };
  const twin = specific[job.state];
  const isEnd = job.state === 'Finished' || job.state === 'Error' || job.state === 'Canceled';
  const data = {
    ...(isEnd ? { outputs: job.outputs.map(presentOutput) } : {}),
    ...states,
    correlationData: job.correlationData,
  };
  const change = event(job, 'JobStateChange', { ...states, correlationData: job.correlationData }, time);
  return twin ? [change, event(job, `Job${twin}`, data, time)] : [change];
}

/** The progress of an output in percent. */
export function progressEvent(job: JobRecord, { label, progress }: JobOutputRecord, time: Date): MediaEvent {
  return event(job, 'JobOutputProgress', { jobCorrelationData: job.correlationData, label, progress }, time);
}

import { jobEvents, outputEvents, progressEvent, type MediaEvent } from '../events/media-event.js';
import type { JobError } from '../job-error.js';
import type { JsonFolder } from '../store/json-folder.js';
import { isFinal, jobKey, type JobOutputRecord, type JobRecord, type JobState } from '../store/records.js';

/** Changes the states of jobs and outputs: the events are saved before the state. */
export interface JobLifecycle {
  moveJob(job: JobRecord, state: JobState): Promise<void>;
  moveOutput(job: JobRecord, output: JobOutputRecord, state: JobState, error?: JobError): Promise<void>;
  reportProgress(job: JobRecord, output: JobOutputRecord, percent: number): Promise<void>;
}

/**
 * A crash between the two writes repeats events and loses none. Callers move outputs before their job, so the events have that
 * order.
 */
export function createJobLifecycle(
  jobs: JsonFolder<JobRecord>,
  publish: (events: readonly MediaEvent[]) => Promise<void>,
  now: () => Date,
): JobLifecycle {
  function stamp(record: JobRecord | JobOutputRecord, state: JobState, time: Date): JobState {
    const previous = record.state;
    record.state = state;
    if (state === 'Processing') record.startTime = time.toISOString();
    if (isFinal(state)) record.endTime = time.toISOString();
    return previous;
  }

  async function commit(job: JobRecord, events: readonly MediaEvent[], time: Date): Promise<void> {
    job.lastModified = time.toISOString();
    await publish(events);
    await jobs.save(jobKey(job.transform, job.name), job);
  }

  return {
    async moveJob(job, state) {
      const time = now();
      const previous = stamp(job, state, time);
      await commit(job, jobEvents(job, previous, time), time);
    },
    async moveOutput(job, output, state, error) {
      const time = now();
      const previous = stamp(output, state, time);
      if (state === 'Finished') output.progress = 100;
      if (error) output.error = error;
      await commit(job, outputEvents(job, output, previous, time), time);
    },
    async reportProgress(job, output, percent) {
      const time = now();
      output.progress = percent;
      await commit(job, [progressEvent(job, output, time)], time);
    },
  };
}

/** Moves a job and its unfinished outputs to Canceling and then to Canceled. */
export async function cancelJob(lifecycle: JobLifecycle, job: JobRecord): Promise<void> {
  const open = job.outputs.filter(({ state }) => !isFinal(state));
  for (const output of open) await lifecycle.moveOutput(job, output, 'Canceling');
  await lifecycle.moveJob(job, 'Canceling');
  for (const output of open) await lifecycle.moveOutput(job, output, 'Canceled');
  await lifecycle.moveJob(job, 'Canceled');
}

/** Abort reason: a caller canceled the job. */
export class JobCanceled extends Error {}

/** Abort reason: the encoder stops; the job keeps its state and restarts with the next start. */
export class EncoderStopped extends Error {}

/** Whether a job's signal was aborted for one of these reasons. */
export const isStop = (reason: unknown) => reason instanceof JobCanceled || reason instanceof EncoderStopped;

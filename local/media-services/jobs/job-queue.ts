import type { JsonFolder } from '../store/json-folder.js';
import { isFinal, jobKey, type JobRecord, type Priority } from '../store/records.js';
import { EncoderStopped, JobCanceled, cancelJob, type JobLifecycle } from './job-lifecycle.js';

/** Waiting and running jobs. Higher priority first, then the order of creation. */
export interface JobQueue {
  add(job: JobRecord): Promise<void>;
  /** A running job is Canceled after its ffmpeg has ended, which this does not wait for. */
  cancel(job: JobRecord): Promise<void>;
  /** Restarts the unfinished jobs of an earlier run. */
  resume(): Promise<void>;
  /** Kills running jobs without changing their state: the next start restarts them. */
  stop(): Promise<void>;
}

const rank: Readonly<Record<Priority, number>> = { High: 0, Normal: 1, Low: 2 };

/** `run` runs a job and never rejects; it ends early when the signal aborts. */
export function createJobQueue(
  jobs: JsonFolder<JobRecord>,
  lifecycle: JobLifecycle,
  run: (job: JobRecord, signal: AbortSignal) => Promise<void>,
  atOnce: number,
): JobQueue {
  const waiting: JobRecord[] = [];
  const running = new Map<JobRecord, { abort: AbortController; done: Promise<void> }>();
  let isStopped = false;

  function startNext(): void {
    while (!isStopped && running.size < atOnce) {
      waiting.sort((a, b) => rank[a.priority] - rank[b.priority] || (a.created < b.created ? -1 : 1));
      const job = waiting.shift();
      if (!job) return;
      const abort = new AbortController();
      const done = run(job, abort.signal).finally(() => {
        running.delete(job);
        startNext();
      });
      running.set(job, { abort, done });
    }
  }

  return {
    async add(job) {
      await jobs.save(jobKey(job.transform, job.name), job);
      waiting.push(job);
      startNext();
    },
    async cancel(job) {
      const current = running.get(job);
      if (current) {
        current.abort.abort(new JobCanceled());
        return;
      }
      const place = waiting.indexOf(job);
      if (place < 0) return;
      waiting.splice(place, 1);
      await cancelJob(lifecycle, job);
    },
    async resume() {
      for (const job of jobs.values().filter(({ state }) => !isFinal(state))) {
        if (job.state === 'Canceling') {
          await cancelJob(lifecycle, job);
          continue;
        }
        job.state = 'Queued';
        for (const output of job.outputs) {
          if (!isFinal(output.state)) Object.assign(output, { state: 'Queued', progress: 0, startTime: undefined });
        }
        waiting.push(job);
      }
      startNext();
    },
    async stop() {
      isStopped = true;
      for (const { abort } of running.values()) abort.abort(new EncoderStopped());
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orDiskFull } from '../disk-full.js';
import { JobFailure, toJobError } from '../job-error.js';
import { isFinal, type JobRecord } from '../store/records.js';
import { EncoderStopped, JobCanceled, cancelJob, isStop } from './job-lifecycle.js';
import { runOutputs, stopsJob, type JobRunner } from './run-outputs.js';

/** A signal that aborts with `ended`, or with a failure after that many seconds. */
function timeLimited(ended: AbortSignal, seconds: number) {
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(new JobFailure('ServiceTransientError', `The job ran into the time limit of ${seconds} seconds.`));
  }, seconds * 1_000);
  const clear = () => {
    clearTimeout(timer);
  };
  return { signal: AbortSignal.any([ended, limit.signal]), clear };
}

/** Creates a private folder for `work` and deletes it afterwards. */
async function inWorkFolder(parent: string, work: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'job-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function finish({ lifecycle, log }: JobRunner, job: JobRecord): Promise<void> {
  // "The overall Job state will not reflect failures of outputs that are specified with 'ContinueJob'."
  await lifecycle.moveJob(job, job.outputs.some(stopsJob) ? 'Error' : 'Finished');
  const failed = job.outputs.find(({ error }) => error)?.error;
  log(`job ${job.transform}/${job.name} ${job.state}${failed ? `: ${failed.message}` : ''}`);
}

/** Ends a job after a cancellation, a stop, or a failure of the encoder such as a full disk. */
async function endEarly({ lifecycle, log }: JobRunner, job: JobRecord, reason: unknown): Promise<void> {
  if (reason instanceof EncoderStopped) return;
  if (reason instanceof JobCanceled) {
    await cancelJob(lifecycle, job);
    log(`job ${job.transform}/${job.name} Canceled`);
    return;
  }
  log(`job ${job.transform}/${job.name} Error: ${String(reason)}`);
  const open = job.outputs.filter(({ state }) => !isFinal(state));
  for (const output of open) await lifecycle.moveOutput(job, output, 'Error', toJobError(reason));
  await lifecycle.moveJob(job, 'Error');
}

/** Runs a queued job to its final state. Never rejects. */
export async function runJob(runner: JobRunner, job: JobRecord, ended: AbortSignal): Promise<void> {
  const { signal, clear } = timeLimited(ended, runner.timeLimitSeconds);
  try {
    await inWorkFolder(runner.workFolder, (folder) => runOutputs(runner, job, folder, signal));
    await finish(runner, job);
  } catch (cause) {
    const error = isStop(cause) ? cause : await orDiskFull(cause, runner.workFolder);
    await endEarly(runner, job, error).catch((again: unknown) => {
      runner.log(`job ${job.transform}/${job.name} cannot be saved, and runs again after a restart: ${String(again)}`);
      // Callers must see the end even where it cannot be written, as on a full disk.
      for (const output of job.outputs.filter(({ state }) => !isFinal(state))) {
        Object.assign(output, { state: 'Error', error: toJobError(error) });
      }
      job.state = 'Error';
    });
  } finally {
    clear();
  }
}

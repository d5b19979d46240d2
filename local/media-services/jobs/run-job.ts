import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JobFailure, toJobError } from '../job-error.js';
import { isFinal, type JobRecord } from '../store/records.js';
import { cancelJob } from './job-lifecycle.js';
import { Canceled, Stopped } from './run-ends.js';
import { runOutputs, stopsJob, type JobRunner } from './run-outputs.js';

/** Aborts like `ended`, and after that many seconds with the failure that the job then has. */
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

/** A folder of its own for the time of `work`: readable by nobody else, and gone before the job has ended. */
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

/** An end that is no output's own: asked for, or a failure of the encoder such as a full disk. */
async function breakOff({ lifecycle, log }: JobRunner, job: JobRecord, reason: unknown): Promise<void> {
  if (reason instanceof Stopped) return;
  if (reason instanceof Canceled) {
    await cancelJob(lifecycle, job);
    log(`job ${job.transform}/${job.name} Canceled`);
    return;
  }
  log(`job ${job.transform}/${job.name} Error: ${String(reason)}`);
  const open = job.outputs.filter(({ state }) => !isFinal(state));
  for (const output of open) await lifecycle.moveOutput(job, output, 'Error', toJobError(reason));
  await lifecycle.moveJob(job, 'Error');
}

/** Moves a job from Queued to its end. Never rejects. */
export async function runJob(runner: JobRunner, job: JobRecord, ended: AbortSignal): Promise<void> {
  const { signal, clear } = timeLimited(ended, runner.timeLimitSeconds);
  try {
    await inWorkFolder(runner.workFolder, (folder) => runOutputs(runner, job, folder, signal));
    await finish(runner, job);
  } catch (error) {
    await breakOff(runner, job, error).catch((again: unknown) => {
      runner.log(`job ${job.transform}/${job.name} cannot be ended: ${String(again)}`);
    });
  } finally {
    clear();
  }
}

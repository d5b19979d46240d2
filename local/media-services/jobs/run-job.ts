import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { probe } from '../ffmpeg/probe.js';
import { JobFailure, toJobError } from '../job-error.js';
import type { Storage } from '../storage.js';
import type { JsonFolder } from '../store/json-folder.js';
import { isFinal, type AssetRecord, type JobOutputRecord, type JobRecord } from '../store/records.js';
import { encodeOutput } from './encode-output.js';
import { fetchInput } from './input-blob.js';
import type { JobLifecycle } from './job-lifecycle.js';
import { makeProgressReport } from './progress-report.js';
import { Canceled, Stopped } from './run-ends.js';

export interface JobRunner {
  readonly assets: JsonFolder<AssetRecord>;
  readonly storage: Storage;
  readonly lifecycle: JobLifecycle;
  readonly ffmpeg: string;
  /** Holds one folder for each running job. */
  readonly workFolder: string;
  readonly timeLimitSeconds: number;
  readonly log: (line: string) => void;
}

function containerOf({ assets, storage }: JobRunner, assetName: string) {
  const asset = assets.get(assetName);
  if (asset) return storage.container(asset.container);
  throw new JobFailure('DownloadNotAccessible', `The Asset '${assetName}' was not found.`);
}

/** Input and its description, fetched for the first output and shared by the others; a failure is every output's. */
function makeReadInput(runner: JobRunner, job: JobRecord, folder: string, signal: AbortSignal) {
  async function read() {
    const input = await fetchInput(containerOf(runner, job.inputAsset), job.inputFile, folder, signal);
    return { input, source: await probe({ program: runner.ffmpeg, folder, signal }) };
  }
  let reading: ReturnType<typeof read> | undefined;
  return () => (reading ??= read());
}

/** A limit reached is the job's own failure, and so is everything but an end that somebody asked for. */
function rethrowEnds(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted) return error;
  if (signal.reason instanceof Canceled || signal.reason instanceof Stopped) throw signal.reason;
  return signal.reason;
}

async function finish({ lifecycle, log }: JobRunner, job: JobRecord): Promise<void> {
  // "The overall Job state will not reflect failures of outputs that are specified with 'ContinueJob'."
  const hasFailed = job.outputs.some(({ state, onError }) => state === 'Error' && onError === 'StopProcessingJob');
  await lifecycle.moveJob(job, hasFailed ? 'Error' : 'Finished');
  const failed = job.outputs.find(({ error }) => error)?.error;
  log(`job ${job.transform}/${job.name} ${job.state}${failed ? `: ${failed.message}` : ''}`);
}

async function cancel({ lifecycle, log }: JobRunner, job: JobRecord): Promise<void> {
  const open = job.outputs.filter(({ state }) => !isFinal(state));
  for (const output of open) await lifecycle.moveOutput(job, output, 'Canceling');
  await lifecycle.moveJob(job, 'Canceling');
  for (const output of open) await lifecycle.moveOutput(job, output, 'Canceled');
  await lifecycle.moveJob(job, 'Canceled');
  log(`job ${job.transform}/${job.name} Canceled`);
}

/** Moves a job from Queued to its end. Never rejects: what is no failure of an output is logged. */
export async function runJob(runner: JobRunner, job: JobRecord, ended: AbortSignal): Promise<void> {
  const { lifecycle, ffmpeg, workFolder, timeLimitSeconds, log } = runner;
  const limit = new AbortController();
  const timer = setTimeout(() => {
    const message = `The job ran into the time limit of ${timeLimitSeconds} seconds.`;
    limit.abort(new JobFailure('ServiceTransientError', message));
  }, timeLimitSeconds * 1_000);
  const signal = AbortSignal.any([ended, limit.signal]);
  let folder: string | undefined;

  async function runOutput(output: JobOutputRecord, readInput: ReturnType<typeof makeReadInput>): Promise<void> {
    if (job.state === 'Scheduled') await lifecycle.moveJob(job, 'Processing');
    await lifecycle.moveOutput(job, output, 'Processing');
    const report = makeProgressReport((percent) => lifecycle.reportProgress(job, output, percent));
    try {
      const { input, source } = await readInput();
      const container = containerOf(runner, output.assetName);
      const run = { program: ffmpeg, folder: folder ?? '', signal };
      await encodeOutput(run, input, source, output.preset, container, report.at);
      await report.settled();
      await lifecycle.moveOutput(job, output, 'Finished');
    } catch (error) {
      await report.settled();
      const failure = rethrowEnds(error, signal);
      if (!(failure instanceof JobFailure)) log(`job ${job.transform}/${job.name}: ${String(failure)}`);
      await lifecycle.moveOutput(job, output, 'Error', toJobError(failure));
    }
  }

  try {
    await mkdir(workFolder, { recursive: true });
    folder = await mkdtemp(join(workFolder, 'job-'));
    const readInput = makeReadInput(runner, job, folder, signal);
    const open = job.outputs.filter(({ state }) => !isFinal(state));
    for (const output of open) await lifecycle.moveOutput(job, output, 'Scheduled');
    await lifecycle.moveJob(job, 'Scheduled');
    for (const output of open) {
      const isOver = job.outputs.some(({ state, onError }) => state === 'Error' && onError === 'StopProcessingJob');
      if (isOver) await lifecycle.moveOutput(job, output, 'Canceled');
      else await runOutput(output, readInput);
    }
    await finish(runner, job);
  } catch (error) {
    if (error instanceof Canceled) await cancel(runner, job);
    else if (!(error instanceof Stopped)) log(`job ${job.transform}/${job.name} broke off: ${String(error)}`);
  } finally {
    clearTimeout(timer);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

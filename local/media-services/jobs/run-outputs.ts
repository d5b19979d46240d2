import { orDiskFull } from '../disk-full.js';
import type { Ffmpeg } from '../ffmpeg/find-ffmpeg.js';
import { probe } from '../ffmpeg/probe.js';
import type { StreamEnds } from '../ffmpeg/stream-ends.js';
import { JobFailure, toJobError } from '../job-error.js';
import type { Storage } from '../storage.js';
import type { JsonFolder } from '../store/json-folder.js';
import { isFinal, type AssetRecord, type JobOutputRecord, type JobRecord } from '../store/records.js';
import { encodeOutput } from './encode-output.js';
import { fetchInput } from './input-blob.js';
import { isStop, type JobLifecycle } from './job-lifecycle.js';
import { createProgressReport } from './progress-report.js';

/** The parts of the encoder that a running job needs. */
export interface JobRunner {
  readonly assets: JsonFolder<AssetRecord>;
  readonly storage: Storage;
  readonly lifecycle: JobLifecycle;
  readonly programs: Ffmpeg;
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

/** Downloads and probes the input once for all outputs; if that fails, all outputs fail. */
function createReadInput(runner: JobRunner, job: JobRecord, folder: string, signal: AbortSignal) {
  async function read() {
    const input = await fetchInput(containerOf(runner, job.inputAsset), job.inputFile, folder, signal);
    return { input, probed: await probe({ ...runner.programs, folder, signal }) };
  }
  let reading: ReturnType<typeof read> | undefined;
  return () => (reading ??= read());
}

/** Throws for a cancellation and a stop; returns every other error, also the time limit, as the output's failure. */
function rethrowIfEnded(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted) return error;
  if (isStop(signal.reason)) throw signal.reason;
  return signal.reason;
}

/** The error of an output that is Finished: the service has such ones, too. */
const cutOffWarning = ({ cutOffSeconds, durationSeconds }: StreamEnds) =>
  cutOffSeconds === undefined
    ? undefined
    : toJobError(
        new JobFailure(
          'ContentMalformed',
          `The input is cut off at second ${cutOffSeconds} of ${durationSeconds}. The images are of what is there.`,
        ),
      );

/** Whether a failed output stops the job's other outputs (the default of onError). */
export const stopsJob = ({ state, onError }: JobOutputRecord) => state === 'Error' && onError === 'StopProcessingJob';

/** Runs a job's outputs in the transform's order, in `folder`. Rejects with JobCanceled or EncoderStopped. */
export async function runOutputs(
  runner: JobRunner,
  job: JobRecord,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const { lifecycle, programs, log } = runner;
  const readInput = createReadInput(runner, job, folder, signal);

  async function runOutput(output: JobOutputRecord): Promise<void> {
    if (job.state === 'Scheduled') await lifecycle.moveJob(job, 'Processing');
    await lifecycle.moveOutput(job, output, 'Processing');
    const report = createProgressReport((percent) => lifecycle.reportProgress(job, output, percent));
    try {
      const { input, probed } = await readInput();
      const container = containerOf(runner, output.assetName);
      await encodeOutput({ ...programs, folder, signal }, input, probed, output.preset, container, report.at);
      await report.settled();
      await lifecycle.moveOutput(job, output, 'Finished', cutOffWarning(probed.ends));
    } catch (error) {
      await report.settled();
      const failure = await orDiskFull(rethrowIfEnded(error, signal), folder);
      if (!(failure instanceof JobFailure)) log(`job ${job.transform}/${job.name}: ${String(failure)}`);
      await lifecycle.moveOutput(job, output, 'Error', toJobError(failure));
    }
  }

  const open = job.outputs.filter(({ state }) => !isFinal(state));
  for (const output of open) await lifecycle.moveOutput(job, output, 'Scheduled');
  await lifecycle.moveJob(job, 'Scheduled');
  for (const output of open) {
    if (job.outputs.some(stopsJob)) await lifecycle.moveOutput(job, output, 'Canceled');
    else await runOutput(output);
  }
}

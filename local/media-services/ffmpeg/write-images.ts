import { copyFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { JobFailure } from '../job-error.js';
import { bestOfStart, bestOfStartSeconds, everyStep, layerArguments, type LayerOutput } from './filters.js';
import { inputArguments } from './input-arguments.js';
import { ffmpegReason, runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

/** The stream that images are taken from, and the format it is in. */
export interface DecodedStream {
  readonly index: number;
  readonly format: string;
}

/** The name of the n-th image (from 1) of a layer's pattern. */
export const imageFile = (files: string, n: number) => files.replace('%09d', String(n).padStart(9, '0'));

const writtenCount = async (folder: string, files: string) => {
  const [prefix = ''] = files.split('%09d');
  return (await readdir(folder)).filter((name) => name.startsWith(prefix)).length;
};

/**
 * Where to seek for a frame, and how long after that it is shown. MP4 and Matroska have an index and are sought to the key frame
 * before a time. Others are sought by guess and may land after it, so they start ten seconds early.
 */
function approach(source: DecodedStream, seconds: number): { seek: number; shift: number } {
  const early = /^(mov|matroska)/.test(source.format) ? 0 : 10;
  const seek = Math.max(0, seconds - early);
  return { seek, shift: seconds - seek };
}

/** Runs one pass; how many images of the first layer it wrote. A damaged end still leaves the images before it. */
async function pass(run: FfmpegRun, args: readonly string[], layers: readonly LayerOutput[]) {
  const { stderr } = await runFfmpeg(run, ['-loglevel', 'error', '-progress', 'pipe:1', ...args]);
  return { count: await writtenCount(run.folder, layers[0]?.files ?? ''), reason: ffmpegReason(stderr) };
}

function nothing(reason: string): JobFailure {
  return new JobFailure('ContentMalformed', 'No image could be decoded from the input.', reason || undefined);
}

/** One decoding of the whole stretch. Where the video's pictures end before its sound, the last one stays on show. */
export async function writeDense(
  run: FfmpegRun,
  source: DecodedStream,
  layers: readonly LayerOutput[],
  times: { seconds: readonly number[]; stepSeconds: number },
): Promise<void> {
  const wanted = times.seconds.length;
  const { seek, shift } = approach(source, times.seconds[0] ?? 0);
  const filters = layerArguments(source.index, everyStep(times.stepSeconds || 1, shift), layers, wanted);
  const { count, reason } = await pass(run, [...inputArguments(seek), ...filters], layers);
  if (count === 0) throw nothing(reason);
  for (const { files } of layers) {
    for (let n = count + 1; n <= wanted; n += 1) {
      await copyFile(join(run.folder, imageFile(files, count)), join(run.folder, imageFile(files, n)));
    }
  }
}

/** The image at one time, as number `n` of each layer; false when the file gave none there (it cannot be sought, or has ended). */
export async function writeOne(
  run: FfmpegRun,
  source: DecodedStream,
  layers: readonly LayerOutput[],
  seconds: number,
  n: number,
): Promise<boolean> {
  const single = layers.map((layer) => ({ ...layer, files: `at${n}-${layer.files}` }));
  const { seek, shift } = approach(source, seconds);
  const args = [...inputArguments(seek), ...layerArguments(source.index, everyStep(1, shift), single, 1)];
  const { count } = await pass(run, args, single);
  if (count === 0) return false;
  for (const [i, { files }] of layers.entries()) {
    const written = join(run.folder, imageFile(single[i]?.files ?? '', 1));
    await rename(written, join(run.folder, imageFile(files, n)));
  }
  return true;
}

/** The `{Best}` image: exactly one. */
export async function writeBest(
  run: FfmpegRun,
  { index }: DecodedStream,
  layers: readonly LayerOutput[],
): Promise<void> {
  const start = ['-t', String(bestOfStartSeconds), ...inputArguments()];
  const best = await pass(run, [...start, ...layerArguments(index, bestOfStart, layers, 1)], layers);
  if (best.count > 0) return;
  // A video of a single picture lasts too short for two a second.
  const first = await pass(run, [...start, ...layerArguments(index, '', layers, 1)], layers);
  if (first.count === 0) throw nothing(first.reason);
}

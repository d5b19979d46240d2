import { copyFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { JobFailure } from '../job-error.js';
import { bestOfStart, bestOfStartSeconds, everyStep, layerArguments, type LayerOutput } from './filters.js';
import { inputArguments } from './input-arguments.js';
import { ffmpegReason, runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

/** The name of the n-th image (from 1) of a layer's pattern. */
export const imageFile = (files: string, n: number) => files.replace('%09d', String(n).padStart(9, '0'));

const writtenCount = async (folder: string, files: string) => {
  const [prefix = ''] = files.split('%09d');
  return (await readdir(folder)).filter((name) => name.startsWith(prefix)).length;
};

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
  stream: number,
  layers: readonly LayerOutput[],
  times: { seconds: readonly number[]; stepSeconds: number },
): Promise<void> {
  const wanted = times.seconds.length;
  const filters = layerArguments(stream, everyStep(times.stepSeconds || 1), layers, wanted);
  const { count, reason } = await pass(run, [...inputArguments(times.seconds[0]), ...filters], layers);
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
  stream: number,
  layers: readonly LayerOutput[],
  seconds: number,
  n: number,
): Promise<boolean> {
  const single = layers.map((layer) => ({ ...layer, files: `at${n}-${layer.files}` }));
  const args = [...inputArguments(seconds), ...layerArguments(stream, everyStep(1), single, 1)];
  const { count } = await pass(run, args, single);
  if (count === 0) return false;
  for (const [i, { files }] of layers.entries()) {
    const written = join(run.folder, imageFile(single[i]?.files ?? '', 1));
    await rename(written, join(run.folder, imageFile(files, n)));
  }
  return true;
}

/** The `{Best}` image: exactly one. */
export async function writeBest(run: FfmpegRun, stream: number, layers: readonly LayerOutput[]): Promise<void> {
  const start = ['-t', String(bestOfStartSeconds), ...inputArguments()];
  const best = await pass(run, [...start, ...layerArguments(stream, bestOfStart, layers, 1)], layers);
  if (best.count > 0) return;
  // A video of a single picture lasts too short for two a second.
  const first = await pass(run, [...start, ...layerArguments(stream, '', layers, 1)], layers);
  if (first.count === 0) throw nothing(first.reason);
}

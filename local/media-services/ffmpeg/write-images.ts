import { copyFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFull, isDiskFull } from '../disk-full.js';
import { JobFailure } from '../job-error.js';
import { bestOfStart, bestOfStartSeconds, everyStep, layerArguments, type LayerOutput } from './filters.js';
import { decodeArguments, oneGraph } from './input-arguments.js';
import type { VideoStream } from './media-source.js';
import { runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

/** The video stream to take images from, and the format of its file. */
export interface DecodedStream extends VideoStream {
  readonly format: string;
}

/** The name of image `n` (from 1) of a layer. */
export const imageFile = (files: string, n: number) => files.replace('%09d', String(n).padStart(9, '0'));

const writtenCount = async (folder: string, files: string) => {
  const [prefix = ''] = files.split('%09d');
  return (await readdir(folder)).filter((name) => name.startsWith(prefix)).length;
};

/**
 * The seek position for a frame, and the time from there to the frame. MP4 and Matroska have an index, so ffmpeg seeks to the
 * key frame before a time. In other formats it may seek too far, so they start ten seconds earlier.
 */
function seekPoint(source: DecodedStream, seconds: number): { seek: number; shift: number } {
  const early = /^(mov|matroska)/.test(source.format) ? 0 : 10;
  const seek = Math.max(0, seconds - early);
  return { seek, shift: seconds - seek };
}

/** Runs ffmpeg once and counts the images of the first layer; a damaged file still gives the images before the damage. */
async function runPass(run: FfmpegRun, args: readonly string[], layers: readonly LayerOutput[]) {
  const { reason } = await runFfmpeg(run, args);
  // ffmpeg leaves an incomplete image, and does not always fail.
  if (await isDiskFull(run.folder)) throw diskFull(run.folder, reason);
  return { count: await writtenCount(run.folder, layers[0]?.files ?? ''), reason };
}

function noImageFailure(reason: string): JobFailure {
  return new JobFailure('ContentMalformed', 'No image could be decoded from the input.', reason || undefined);
}

/** Decodes the whole range once. Where the pictures end before the audio, the last one is repeated. */
export async function writeDense(
  run: FfmpegRun,
  source: DecodedStream,
  layers: readonly LayerOutput[],
  times: { seconds: readonly number[]; stepSeconds: number },
): Promise<void> {
  const wanted = times.seconds.length;
  const { seek, shift } = seekPoint(source, times.seconds[0] ?? 0);
  const filters = layerArguments(source, everyStep(times.stepSeconds || 1, shift), layers, wanted);
  const { count, reason } = await runPass(run, [...oneGraph, ...decodeArguments(seek), ...filters], layers);
  if (count === 0) throw noImageFailure(reason);
  for (const { files } of layers) {
    for (let n = count + 1; n <= wanted; n += 1) {
      await copyFile(join(run.folder, imageFile(files, count)), join(run.folder, imageFile(files, n)));
    }
  }
}

/** Writes the image at one time as number `n` of each layer; false when the file has none there or cannot be sought. */
export async function writeOne(
  run: FfmpegRun,
  source: DecodedStream,
  layers: readonly LayerOutput[],
  seconds: number,
  n: number,
): Promise<boolean> {
  const single = layers.map((layer) => ({ ...layer, files: `at${n}-${layer.files}` }));
  const { seek, shift } = seekPoint(source, seconds);
  const choose = layerArguments(source, everyStep(1, shift), single, 1);
  const { count } = await runPass(run, [...oneGraph, ...decodeArguments(seek), ...choose], single);
  if (count === 0) return false;
  for (const [i, { files }] of layers.entries()) {
    const written = join(run.folder, imageFile(single[i]?.files ?? '', 1));
    await rename(written, join(run.folder, imageFile(files, n)));
  }
  return true;
}

/** Writes the single `{Best}` image. */
export async function writeBest(run: FfmpegRun, source: DecodedStream, layers: readonly LayerOutput[]): Promise<void> {
  const start = ['-t', String(bestOfStartSeconds), ...decodeArguments()];
  const best = await runPass(run, [...start, ...layerArguments(source, bestOfStart, layers, 1)], layers);
  if (best.count > 0) return;
  // All is black, or the video has a single picture, which is too short for two frames a second.
  const first = await runPass(run, [...start, ...layerArguments(source, '', layers, 1)], layers);
  if (first.count === 0) throw noImageFailure(first.reason);
}

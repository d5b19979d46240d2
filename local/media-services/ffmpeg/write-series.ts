import type { ImageTimes } from '../presets/image-times.js';
import type { LayerOutput } from './filters.js';
import type { FfmpegRun } from './run-ffmpeg.js';
import { writeDense, writeOne, type DecodedStream } from './write-images.js';

/**
 * From this step on, an image is found sooner by seeking than by decoding all that lies between. Measured with 720p H.264 of key
 * frames eight seconds apart: a seek took as long as decoding twenty seconds of video.
 */
const seekingPaysSeconds = 20;

/** Two decoders at once use two cores even where a codec decodes on one thread. */
const atOnce = 2;

async function bySeeking(
  run: FfmpegRun,
  source: DecodedStream,
  layers: readonly LayerOutput[],
  seconds: readonly number[],
): Promise<boolean> {
  const todo = [...seconds.entries()];
  let done = 0;
  let isWhole = true;
  async function work() {
    for (let next = todo.shift(); next && isWhole; next = todo.shift()) {
      const [k, time] = next;
      const isWritten = await writeOne({ ...run, onFrame: undefined }, source, layers, time, k + 1);
      isWhole &&= isWritten;
      done += 1;
      run.onFrame?.(done);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return isWhole;
}

/**
 * Writes a series' images, numbered from 1, for all its layers. Sparse series seek to each time; dense ones, and files that cannot
 * be sought, are decoded once. Throws JobFailure when not one image came of it.
 */
export async function writeSeries(
  run: FfmpegRun,
  source: DecodedStream,
  layers: readonly LayerOutput[],
  times: ImageTimes,
): Promise<void> {
  const isSparse = times.seconds.length === 1 || times.stepSeconds >= seekingPaysSeconds;
  if (isSparse && (await bySeeking(run, source, layers, times.seconds))) return;
  await writeDense(run, source, layers, times);
}

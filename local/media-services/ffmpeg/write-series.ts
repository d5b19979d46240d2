import type { ImageTimes } from '../presets/image-times.js';
import type { LayerOutput } from './filters.js';
import type { FfmpegRun } from './run-ffmpeg.js';
import { writeDense, writeOne, type DecodedStream } from './write-images.js';

/**
 * From this step on, seeking is faster than decoding. Measured with 720p H.264 with key frames eight seconds apart: a seek took
 * as long as decoding twenty seconds of video.
 */
const minSeekStepSeconds = 20;

/** Two decoders use two cores even where a codec decodes on one thread. */
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
 * Writes the images of a series for all its layers, numbered from 1. Seeks to each time of a sparse series; decodes dense series
 * and files without seeking once. Throws JobFailure when there is no image.
 */
export async function writeSeries(
  run: FfmpegRun,
  source: DecodedStream,
  layers: readonly LayerOutput[],
  times: ImageTimes,
): Promise<void> {
  if (source.isCover && times.seconds.length === 1 && (await writeOne(run, source, layers, 0, 1))) return;
  const isSparse = times.seconds.length === 1 || times.stepSeconds >= minSeekStepSeconds;
  if (isSparse && (await bySeeking(run, source, layers, times.seconds))) return;
  await writeDense(run, source, layers, times);
}

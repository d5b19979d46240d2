import { inputArguments } from './input-arguments.js';
import type { MediaSource } from './media-source.js';
import { runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

/** Sound comes in blocks of some hundredths of a second, and the last one is filled up. */
const mostPaddingSeconds = 0.2;

/** Whether any of these times lies where there may be nothing but the padding of the sound. */
export function mayBePadding({ audio, durationSeconds = 0 }: MediaSource, seconds: readonly number[]): boolean {
  return audio.length > 0 && (seconds.at(-1) ?? 0) >= durationSeconds - mostPaddingSeconds;
}

/**
 * Where the pictures end, by reading all packets of the video stream: a file's length is that of its longest stream. Undefined where they
 * end with the file, and where they end long before it: then the last picture is meant to stay on show, as in a slide show.
 */
export async function picturesEnd(
  run: FfmpegRun,
  { video, durationSeconds = 0 }: MediaSource,
): Promise<number | undefined> {
  const [stream] = video;
  if (!stream) return undefined;
  const args = [...inputArguments(), '-map', `0:${stream.index}`, '-c', 'copy', '-f', 'null', '-'];
  const { stderr } = await runFfmpeg(run, args);
  const [, frames, hours, minutes, seconds] =
    [...stderr.matchAll(/frame=\s*(\d+)[^\r\n]*time=(\d+):(\d\d):(\d\d\.\d+)/g)].at(-1) ?? [];
  if (frames === undefined) return undefined;
  const byTime = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds) + 1 / stream.frameRate;
  // The time is that of the last frame's beginning, cut to hundredths; at a steady rate the number of frames is exact.
  const byFrames = Number(frames) / stream.frameRate;
  const end = Math.abs(byFrames - byTime) < 0.02 ? byFrames : byTime;
  return end < durationSeconds && durationSeconds - end <= mostPaddingSeconds ? end : undefined;
}

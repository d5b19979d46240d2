import { inputArguments } from './input-arguments.js';
import type { MediaSource } from './media-source.js';
import { runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

/** Encoders pad the last block of audio, which has some hundredths of a second. */
const maxPaddingSeconds = 0.2;

/** Whether the last of these times may be in the audio padding, after the last picture. */
export function mayBePadding({ audio, durationSeconds = 0 }: MediaSource, seconds: readonly number[]): boolean {
  return audio.length > 0 && (seconds.at(-1) ?? 0) >= durationSeconds - maxPaddingSeconds;
}

/**
 * Reads all packets to find where the pictures end: a file is as long as its longest stream. Undefined where they end with the
 * file, and where they end long before it: then the last picture stays visible, as in a slide show.
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
    [...stderr.matchAll(/frame=\s*(\d+)\s[^\r\n]*time=(\d+):(\d\d):(\d\d\.\d+)/g)].at(-1) ?? [];
  if (frames === undefined) return undefined;
  const byTime = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds) + 1 / stream.frameRate;
  // The time is the start of the last frame, truncated to hundredths; at a constant rate the frame count is exact.
  const byFrames = Number(frames) / stream.frameRate;
  const end = Math.abs(byFrames - byTime) < 0.02 ? byFrames : byTime;
  return end < durationSeconds && durationSeconds - end <= maxPaddingSeconds ? end : undefined;
}

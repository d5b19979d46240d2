import { maxPixelsPerImage } from '../presets/limits.js';
import { JobFailure } from '../job-error.js';
import { inputArguments } from './input-arguments.js';
import type { MediaSource } from './media-source.js';
import { readSource } from './read-source.js';
import { ffmpegReason, runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

/** The last `time=` of ffmpeg's progress lines. */
function lastTime(stderr: string): number | undefined {
  const found = [...stderr.matchAll(/time=(\d+):(\d\d):(\d\d\.\d+)/g)].at(-1);
  const seconds = found && Number(found[1]) * 3_600 + Number(found[2]) * 60 + Number(found[3]);
  return seconds ? seconds : undefined;
}

/**
 * Measures the duration of a file that does not declare it: browser recordings and raw streams. Reading the packets is fast;
 * a raw stream has no times until it is decoded.
 */
async function measureDuration(run: FfmpegRun, stream: number): Promise<number | undefined> {
  for (const codec of [['-c', 'copy'], []]) {
    const args = [...inputArguments(), '-map', `0:${stream}`, ...codec, '-f', 'null', '-'];
    const seconds = lastTime((await runFfmpeg(run, args)).stderr);
    if (seconds !== undefined) return seconds;
  }
  return undefined;
}

/** Reads the streams of the job's input. Throws JobFailure where it is not media, has a disallowed format or is too large. */
export async function probe(run: FfmpegRun): Promise<MediaSource> {
  const { stderr } = await runFfmpeg(run, inputArguments());
  const reason = ffmpegReason(stderr);
  if (/not on whitelist/i.test(stderr)) {
    throw new JobFailure(
      'ContentUnsupported',
      'The input is of a format that is not read here: pictures, and lists that may name other files or URLs.',
      reason,
    );
  }
  const source = readSource(stderr);
  if (!source) throw new JobFailure('ContentMalformed', 'The input is not a media file that can be read.', reason);
  const [video] = source.video;
  if (!video) return source;
  if (video.coded.width * video.coded.height > maxPixelsPerImage) {
    throw new JobFailure(
      'ContentUnsupported',
      `The input's ${video.coded.width}x${video.coded.height} pixels are too many.`,
    );
  }
  if (source.durationSeconds) return source;
  const durationSeconds = (await measureDuration(run, video.index)) ?? 1 / video.frameRate;
  return { ...source, durationSeconds };
}

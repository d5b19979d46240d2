import { JobFailure } from '../job-error.js';
import { maxPixelsPerImage } from '../presets/limits.js';
import { inputArguments } from './input-arguments.js';
import { mainVideo, type MediaSource, type VideoStream } from './media-source.js';
import { ffprobeSchema, readSource } from './read-source.js';
import { runFfprobe, type FfmpegRun } from './run-ffmpeg.js';
import { streamEnds, type StreamEnds } from './stream-ends.js';

/** A job's input: its streams, the one that images are taken from, and where it ends. */
export interface ProbedInput {
  readonly source: MediaSource;
  readonly video: VideoStream | undefined;
  readonly ends: StreamEnds;
}

/** A hostile input can have any number of streams and tags; what is cut off here is no JSON. */
const maxCharacters = 8_000_000;

/** FFmpeg's AVERROR(EINVAL): what it says of a format that is not on the list. */
const notAllowed = -22;

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function describe(run: FfmpegRun): Promise<MediaSource> {
  let output = '';
  const show = ['-show_format', '-show_streams', '-show_error', '-of', 'json'];
  const { reason } = await runFfprobe(run, [...show, ...inputArguments()], (line) => {
    if (output.length < maxCharacters) output += line;
  });
  const described = ffprobeSchema.safeParse(fromJson(output));
  if (described.data?.error?.code === notAllowed) {
    throw new JobFailure(
      'ContentUnsupported',
      'The input is of a format that is not read here. Videos and sound are, but no pictures, and no lists that may name other files or URLs.',
    );
  }
  const source = described.data && readSource(described.data);
  if (!source) throw new JobFailure('ContentMalformed', 'The input is not a media file that can be read.', reason);
  return source;
}

/** Reads the streams of the job's input. Throws JobFailure where it is not media, has a disallowed format or is too large. */
export async function probe(run: FfmpegRun): Promise<ProbedInput> {
  const source = await describe(run);
  const video = mainVideo(source);
  if (!video) return { source, video, ends: { durationSeconds: source.durationSeconds ?? 0 } };
  const { width, height } = video.coded;
  if (width * height > maxPixelsPerImage) {
    throw new JobFailure('ContentUnsupported', `The input's ${width}x${height} pixels are too many.`);
  }
  const ends = await streamEnds(run, source, video);
  return { source: { ...source, durationSeconds: ends.durationSeconds }, video, ends };
}

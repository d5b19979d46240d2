import { inputArguments } from './input-arguments.js';
import type { MediaSource, VideoStream } from './media-source.js';
import { runFfprobe, type FfmpegRun } from './run-ffmpeg.js';

/** Where a file ends, in seconds from its start. */
export interface StreamEnds {
  readonly durationSeconds: number;
  /** Where the pictures end, if no image is to be made of what comes after. */
  readonly picturesEndSeconds?: number | undefined;
  /** Where the data end, if that is long before the declared end. */
  readonly cutOffSeconds?: number | undefined;
}

/** Encoders pad the last block of audio, which has some hundredths of a second. */
const maxPaddingSeconds = 0.2;

/** The end of a file is enough where its streams have packets there. */
const tailSeconds = 30;

/** These declare their duration; that of others is measured or estimated from the data, which a cut shortens. */
const declaringFormats = /^(mov|matroska|avi|flv|asf|mxf)/;

interface PacketEnds {
  readonly video: number;
  readonly any: number;
}

/** Reads the packets from `fromSeconds` on, without decoding: where the last ones end. 0 for none. */
async function packetEnds(
  run: FfmpegRun,
  { startSeconds }: MediaSource,
  video: VideoStream,
  fromSeconds: number,
): Promise<PacketEnds> {
  let [any, ofVideo, count] = [0, 0, 0];
  const from = fromSeconds > 0 ? ['-read_intervals', `${(startSeconds + fromSeconds).toFixed(3)}%`] : [];
  const entries = ['-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time', '-of', 'compact=p=0'];
  await runFfprobe(run, [...from, ...entries, ...inputArguments()], (line) => {
    const fields = new URLSearchParams(line.replaceAll('|', '&'));
    const isVideo = Number(fields.get('stream_index')) === video.index;
    if (isVideo) count += 1;
    const known = ['pts_time', 'dts_time'].map((name) => Number(fields.get(name) ?? NaN)).find(Number.isFinite);
    if (known === undefined) return;
    const length = Number(fields.get('duration_time')) || (isVideo ? 1 / video.frameRate : 0);
    any = Math.max(any, known - startSeconds + length);
    if (isVideo) ofVideo = Math.max(ofVideo, known - startSeconds + length);
  });
  // A raw stream has no times.
  if (ofVideo === 0 && fromSeconds === 0) ofVideo = count / video.frameRate;
  return { video: ofVideo, any: Math.max(any, ofVideo) };
}

/** Measures where the pictures and the data end: a file is as long as its longest stream, or as its header says. */
export async function streamEnds(run: FfmpegRun, source: MediaSource, video: VideoStream): Promise<StreamEnds> {
  // ffmpeg shortens the duration of an AVI file that is cut off, but not its number of frames.
  const frames = source.format === 'avi' ? (video.frameCount ?? 0) : 0;
  const declared = Math.max(source.durationSeconds ?? 0, frames / video.frameRate);
  if (video.isCover) return { durationSeconds: declared || 1, picturesEndSeconds: 1 / video.frameRate };
  const isDeclared = declared > 0 && declaringFormats.test(source.format);
  // The last frame of some files has no length: it is on show for as long as the one before.
  const isCutOff = ({ any }: PacketEnds) => isDeclared && declared - any > Math.max(1, 2 / video.frameRate);
  let ends = await packetEnds(run, source, video, declared - tailSeconds);
  if (ends.video === 0 || isCutOff(ends)) ends = await packetEnds(run, source, video, 0);
  const durationSeconds = isDeclared ? declared : Math.max(declared, ends.any) || 1 / video.frameRate;
  if (isCutOff(ends)) return { durationSeconds, cutOffSeconds: Math.round(ends.any * 1_000) / 1_000 };
  const isPadding = ends.video < durationSeconds && durationSeconds - ends.video <= maxPaddingSeconds;
  return { durationSeconds, picturesEndSeconds: isPadding && source.audio.length > 0 ? ends.video : undefined };
}

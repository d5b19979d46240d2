import { z } from 'zod';
import type { AudioStream, MediaSource, VideoStream } from './media-source.js';

const text = z.string().optional().catch(undefined);
const number = z.coerce.number().optional().catch(undefined);

const streamSchema = z.object({
  index: z.number(),
  codec_type: text,
  codec_name: text,
  codec_tag_string: text,
  profile: text,
  pix_fmt: text,
  width: number,
  height: number,
  sample_aspect_ratio: text,
  avg_frame_rate: text,
  r_frame_rate: text,
  nb_frames: number,
  time_base: text,
  field_order: text,
  color_space: text,
  color_primaries: text,
  color_transfer: text,
  bit_rate: number,
  sample_rate: number,
  sample_fmt: text,
  channels: number,
  channel_layout: text,
  disposition: z.record(z.string(), z.number()).catch({}),
  side_data_list: z.array(z.object({ displaymatrix: text })).catch([]),
});
type Stream = z.infer<typeof streamSchema>;

/** What is used of `ffprobe -show_format -show_streams -show_error -of json`. */
export const ffprobeSchema = z.object({
  error: z.object({ code: z.number() }).optional(),
  format: z
    .object({
      format_name: z.string(),
      duration: number,
      start_time: number,
      bit_rate: number,
      tags: z.record(z.string(), z.string()).catch({}),
    })
    .optional(),
  streams: z.array(streamSchema).catch([]),
});

/** "30000/1001" or "4:3" as a pair of positive numbers. */
function ratio(value: string | undefined): [number, number] | undefined {
  const [a = 0, b = 0] = (value ?? '').split(/[/:]/).map(Number);
  return a > 0 && b > 0 ? [a, b] : undefined;
}

function frameRateOf({ avg_frame_rate, r_frame_rate }: Stream): number {
  const [average = 0, guessed = 0] = [avg_frame_rate, r_frame_rate].map((rate) => {
    const [frames, seconds] = ratio(rate) ?? [0, 1];
    return frames / seconds;
  });
  // Containers round times, so at a constant rate the average is a little off ffprobe's guess; at a variable rate the guess is wrong.
  const rate = average === 0 || Math.abs(average - guessed) < guessed / 200 ? guessed : average;
  // Positions in frames need some rate; 25 is ffmpeg's default.
  return rate > 0 && rate <= 1_000 ? rate : 25;
}

/**
 * The filters that turn and mirror a picture by its display matrix, to whole quarter turns, and whether they exchange width and
 * height. The matrix is text: lines such as `00000000:            0       65536           0`, first a and b, then c and d.
 */
function readTurns({ side_data_list }: Stream): { turns: string[]; isTurned: boolean } {
  const matrix = side_data_list.find(({ displaymatrix }) => displaymatrix)?.displaymatrix ?? '';
  const rows = matrix
    .split('\n')
    .flatMap((row) => (row.includes(':') ? [row.replace(/^.*:/, '').trim().split(/\s+/)] : []));
  const [[a = 1, b = 0] = [], [c = 0, d = 1] = []] = rows.map((row) => row.map(Number));
  if (Math.abs(b) <= Math.abs(a)) {
    return { turns: [...(a < 0 ? ['hflip'] : []), ...(d < 0 ? ['vflip'] : [])], isTurned: false };
  }
  const [plain, flipped] = b > 0 ? ['clock', 'cclock_flip'] : ['cclock', 'clock_flip'];
  return { turns: [`transpose=${b > 0 === c > 0 ? flipped : plain}`], isTurned: true };
}

function readVideo(stream: Stream): VideoStream[] {
  const { index, codec_name = '', codec_tag_string, profile, pix_fmt, width = 0, height = 0, disposition } = stream;
  if (width <= 0 || height <= 0) return [];
  const sampleAspect = ratio(stream.sample_aspect_ratio) ?? [1, 1];
  const squareWidth = Math.max(1, Math.round((width * sampleAspect[0]) / sampleAspect[1]));
  const { turns, isTurned } = readTurns(stream);
  const colors = [stream.color_space, stream.color_primaries, stream.color_transfer];
  const isCover = ['attached_pic', 'timed_thumbnails', 'still_image'].some((flag) => disposition[flag] === 1);
  return [
    {
      index,
      codec: codec_name,
      profile,
      // Where a code has other characters than letters, ffprobe writes `[0][0][0][0]`.
      fourCc: codec_tag_string?.includes('[') === true ? undefined : codec_tag_string,
      pixelFormat: pix_fmt,
      coded: { width, height },
      displayed: isTurned ? { width: height, height: squareWidth } : { width: squareWidth, height },
      turns,
      // Which field comes first in the stream and on the screen: top or bottom.
      isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order ?? ''),
      hasReservedColors: colors.some((color) => color?.startsWith('reserved')),
      isCover,
      isDefault: disposition['default'] === 1,
      sampleAspect,
      frameRate: frameRateOf(stream),
      frameCount: stream.nb_frames,
      bitsPerSecond: stream.bit_rate,
      timeBase: ratio(stream.time_base)?.[1],
    },
  ];
}

const readAudio = (stream: Stream): AudioStream => ({
  index: stream.index,
  codec: stream.codec_name ?? '',
  samplingRate: stream.sample_rate ?? 0,
  channels: stream.channels ?? 2,
  channelLayout: stream.channel_layout,
  sampleFormat: stream.sample_fmt,
  bitsPerSecond: stream.bit_rate,
});

/** Converts ffprobe's description; undefined when ffprobe could not open its input. */
export function readSource({ format, streams }: z.infer<typeof ffprobeSchema>): MediaSource | undefined {
  if (!format) return undefined;
  const ofType = (type: string) => streams.filter(({ codec_type }) => codec_type === type);
  const tags = Object.entries(format.tags).slice(0, 50);
  return {
    format: format.format_name,
    durationSeconds: format.duration,
    startSeconds: format.start_time ?? 0,
    bitsPerSecond: format.bit_rate,
    streamCount: streams.length,
    video: ofType('video').flatMap(readVideo),
    audio: ofType('audio').map(readAudio),
    metadata: Object.fromEntries(tags.map(([key, value]) => [key, value.slice(0, 500)])),
  };
}

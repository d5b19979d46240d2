import type { LayerSize } from '../presets/layer-size.js';
import type { VideoStream } from './media-source.js';

/** The size, format and file names of one layer's images. */
export interface LayerOutput {
  readonly size: LayerSize;
  readonly format: 'jpg' | 'png';
  /** 0 to 100, as in the preset. */
  readonly quality?: number | undefined;
  /** Such as `0-%09d.jpg`, in the job's folder. */
  readonly files: string;
}

/** JpgLayer.quality's documented default. */
const defaultQuality = 70;

/**
 * Converts JPEG quality (0 to 100) to ffmpeg's `-q:v`, from 2 (best) to 31. As in libjpeg, a quality is a percentage of the standard
 * tables, and 50 is these themselves: 8 on ffmpeg's scale.
 */
export function jpegScale(quality: number = defaultQuality): number {
  const percent = quality < 50 ? 5_000 / Math.max(1, quality) : 200 - 2 * quality;
  return Math.min(31, Math.max(2, Math.round((percent * 8) / 100)));
}

/**
 * One image every `stepSeconds`, starting `shiftSeconds` after the seek position: each the frame that is displayed at its time.
 * Times are divided by the step, so that exactly one image is due every second. Frames up to half a millisecond late count,
 * since containers round. Gaps repeat the last frame. At the end `tpad` repeats it without end, since `fps` may drop a last frame;
 * `-frames:v` ends the run.
 */
export function everyStep(stepSeconds: number, shiftSeconds = 0): string {
  const late = Math.round(shiftSeconds * 1_000_000) + 500;
  const divided = `settb=AVTB,setpts=(PTS-${late})/${stepSeconds.toFixed(9)}`;
  return `${divided},tpad=stop_mode=clone:stop=50000000,fps=1:start_time=0:round=up`;
}

/**
 * The most typical frame of the first ten seconds that are not black (less than 98 % black pixels). Two frames a second are
 * enough, and ffmpeg keeps all twenty in memory.
 */
export const bestOfStart = [
  'fps=2,blackframe=amount=0,metadata=mode=select:key=lavfi.blackframe.pblack:value=98:function=less',
  'thumbnail=20',
].join();

/** How many seconds of the input are searched for frames that are not black. */
export const bestOfStartSeconds = 600;

/** The filters before frames are chosen. `yadif` needs frames of one size, so those of another size are scaled first. */
function prepared({ coded, isInterlaced, hasReservedColors }: VideoStream): string[] {
  const { width, height } = coded;
  return [
    ...(hasReservedColors ? ['setparams=color_primaries=unknown:color_trc=unknown:colorspace=unknown'] : []),
    ...(isInterlaced ? [`scale=${width}:${height}:interl=-1,yadif=deint=interlaced`] : []),
  ];
}

/** Scales before it turns: `transpose` does not take frames whose size or pixel format changes, and `scale` does. */
function scaled({ turns }: VideoStream, { size, format }: LayerOutput): string[] {
  const { picture, canvas } = size;
  const [width, height] = turns.some((turn) => turn.startsWith('transpose'))
    ? [picture.height, picture.width]
    : [picture.width, picture.height];
  const isPadded = picture.width !== canvas.width || picture.height !== canvas.height;
  return [
    `scale=${width}:${height}:flags=bicubic`,
    ...turns,
    ...(isPadded ? [`pad=${canvas.width}:${canvas.height}:(ow-iw)/2:(oh-ih)/2:black`] : []),
    `setsar=1,format=${format === 'jpg' ? 'yuvj420p' : 'rgb24'}`,
  ];
}

/**
 * The arguments after the input: the stream is decoded once for all layers, which are written as numbered files. A graph for each
 * layer: with one graph for all, the ffmpeg of 2018 repeats frames that are long on show.
 */
export function layerArguments(
  stream: VideoStream,
  choose: string,
  layers: readonly LayerOutput[],
  count: number,
): string[] {
  return layers.flatMap((layer) => [
    ...['-map', `0:${stream.index}`, '-frames:v', String(count)],
    ...['-vf', [...prepared(stream), ...(choose ? [choose] : []), ...scaled(stream, layer)].join()],
    ...(layer.format === 'jpg' ? ['-c:v', 'mjpeg', '-q:v', String(jpegScale(layer.quality))] : ['-c:v', 'png']),
    ...['-f', 'image2', '-start_number', '1', layer.files],
  ]);
}

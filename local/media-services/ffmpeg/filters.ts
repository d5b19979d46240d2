import type { LayerSize } from '../presets/layer-size.js';

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

/** Converts JPEG quality to ffmpeg's scale of 2 (best) to 31; quality 50, the standard tables, is 8. */
export function jpegScale(quality: number = defaultQuality): number {
  const percent = quality < 50 ? 5_000 / Math.max(1, quality) : 200 - 2 * quality;
  return Math.min(31, Math.max(2, Math.round((percent * 8) / 100)));
}

/**
 * One image every `stepSeconds`, starting `shiftSeconds` after the seek position: each the frame that is displayed at its time.
 * Times are divided by the step, so that exactly one image is due every second. Frames up to half a millisecond late count,
 * since containers round. Gaps repeat the last frame.
 */
export function everyStep(stepSeconds: number, shiftSeconds = 0): string {
  const late = Math.round(shiftSeconds * 1_000_000) + 500;
  return `settb=AVTB,setpts=(PTS-${late})/${stepSeconds.toFixed(9)},fps=1:start_time=0:round=up`;
}

/** The most typical frame of the first ten seconds; two frames a second, since ffmpeg keeps all of them in memory. */
export const bestOfStart = 'fps=2,thumbnail=20';
export const bestOfStartSeconds = 10;

function scaled({ size, format }: LayerOutput): string {
  const { picture, canvas } = size;
  const isPadded = picture.width !== canvas.width || picture.height !== canvas.height;
  const pad = isPadded ? `pad=${canvas.width}:${canvas.height}:(ow-iw)/2:(oh-ih)/2:black,` : '';
  return `scale=${picture.width}:${picture.height}:flags=bicubic,${pad}setsar=1,format=${format === 'jpg' ? 'yuvj420p' : 'rgb24'}`;
}

/** The arguments after the input: the stream is decoded once and split to all layers, which are written as numbered files. */
export function layerArguments(
  stream: number,
  choose: string,
  layers: readonly LayerOutput[],
  count: number,
): string[] {
  const names = layers.map((_, i) => `[s${i}]`).join('');
  const graph = [
    `[0:${stream}]${choose ? `${choose},` : ''}split=${layers.length}${names}`,
    ...layers.map((layer, i) => `[s${i}]${scaled(layer)}[o${i}]`),
  ].join(';');
  return [
    ...['-filter_complex', graph],
    ...layers.flatMap(({ format, quality, files }, i) => [
      ...['-map', `[o${i}]`, '-frames:v', String(count)],
      ...(format === 'jpg' ? ['-c:v', 'mjpeg', '-q:v', String(jpegScale(quality))] : ['-c:v', 'png']),
      ...['-f', 'image2', '-start_number', '1', files],
    ]),
  ];
}

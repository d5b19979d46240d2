import type { LayerSize } from '../presets/layer-size.js';

/** How one layer's images are written: `folderless` file pattern for ffmpeg's image2 writer, and its options. */
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

/** ffmpeg's scale is 2 (best) to 31: the usual JPEG quality curve, on which 50 is the standard tables, ffmpeg's 8. */
export function jpegScale(quality: number = defaultQuality): number {
  const percent = quality < 50 ? 5_000 / Math.max(1, quality) : 200 - 2 * quality;
  return Math.min(31, Math.max(2, Math.round((percent * 8) / 100)));
}

/**
 * One image for every `stepSeconds`, from `shiftSeconds` after the point that was sought: each the frame that is shown at its time, which is the
 * last that began by then. Time is divided by the step so that one image is due every second, exactly; frames that begin up to half a
 * millisecond late still count, since containers round. Variable frame rates and gaps repeat the frame that is on show.
 */
export function everyStep(stepSeconds: number, shiftSeconds = 0): string {
  const late = Math.round(shiftSeconds * 1_000_000) + 500;
  return `settb=AVTB,setpts=(PTS-${late})/${stepSeconds.toFixed(9)},fps=1:start_time=0:round=up`;
}

/** The most typical of the first ten seconds' frames, two a second: a batch of full frames is kept in memory. */
export const bestOfStart = 'fps=2,thumbnail=20';
export const bestOfStartSeconds = 10;

function scaled({ size, format }: LayerOutput): string {
  const { picture, canvas } = size;
  const isPadded = picture.width !== canvas.width || picture.height !== canvas.height;
  const pad = isPadded ? `pad=${canvas.width}:${canvas.height}:(ow-iw)/2:(oh-ih)/2:black,` : '';
  return `scale=${picture.width}:${picture.height}:flags=bicubic,${pad}setsar=1,format=${format === 'jpg' ? 'yuvj420p' : 'rgb24'}`;
}

/** The arguments after the input: one decoding, split to all layers, each written as its own numbered files. */
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

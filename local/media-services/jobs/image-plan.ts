import type { LayerOutput } from '../ffmpeg/filters.js';
import { JobFailure } from '../job-error.js';
import { fillPattern, isPlainFileName } from '../presets/file-name.js';
import type { ImageSeries } from '../presets/image-series.js';
import { imageTimes, TimingError, type ImageTimes } from '../presets/image-times.js';
import { layerSize, type LayerSize, type Size } from '../presets/layer-size.js';
import { mostImages, mostPixels, mostPixelsPerImage } from '../presets/limits.js';
import { parsePosition, type Timeline } from '../presets/position.js';
import type { ImageCodec } from '../presets/preset-schema.js';

/** One layer's share of a codec's images: what ffmpeg writes, and the names they get. */
export interface PlannedLayer {
  readonly output: LayerOutput;
  readonly size: LayerSize;
  readonly series: ImageSeries;
  readonly nameOf: (index: number) => string;
}

/** One codec's images on a given video: `times` is 'best' for the single `{Best}` image. */
export interface PlannedCodec {
  readonly codec: ImageCodec;
  readonly times: ImageTimes | 'best';
  readonly layers: readonly PlannedLayer[];
}

const unsupported = (message: string) => new JobFailure('ConfigurationUnsupported', message);

function timesOf(codec: ImageCodec, timeline: Timeline): ImageTimes | 'best' {
  if (parsePosition(codec.start)?.unit === 'best') return 'best';
  try {
    return imageTimes(codec, timeline, mostImages);
  } catch (error) {
    throw error instanceof TimingError ? unsupported(error.message) : error;
  }
}

/** A sprite is one file whatever its tiles are. */
const fileCount = ({ codec, times }: PlannedCodec) =>
  times === 'best' || codec.spriteColumn ? 1 : times.seconds.length;

/** Names may collide only once the video's size fills {Resolution}, or its name {Basename}: then no image would be safe. */
function checkNames(plan: readonly PlannedCodec[]): void {
  const first = plan.flatMap(({ layers }) => layers.map(({ nameOf }) => nameOf(1)));
  const bad = first.find((name) => !isPlainFileName(name));
  if (bad !== undefined) throw unsupported(`'${bad}' is no file name: change filenamePattern or the input's name.`);
  if (new Set(first).size < first.length) {
    throw unsupported(`Two layers would write the same file '${first[0] ?? ''}': add {Label} or {Resolution}.`);
  }
}

function checkSizes(plan: readonly PlannedCodec[]): void {
  const tiles = plan.map(({ times }) => (times === 'best' ? 1 : times.seconds.length));
  if (tiles.reduce((sum, count) => sum + count, 0) > mostImages) {
    throw unsupported(`The preset asks for more than ${mostImages} images of this video.`);
  }
  const pixels = plan.flatMap(({ layers }, i) =>
    layers.map(({ size: { canvas } }) => ({ one: canvas.width * canvas.height, count: tiles[i] ?? 0 })),
  );
  if (pixels.some(({ one }) => one > mostPixelsPerImage)) throw unsupported('A layer asks for too large an image.');
  if (pixels.reduce((sum, { one, count }) => sum + one * count, 0) > mostPixels) {
    throw unsupported('The preset asks for more pixels than the local encoder writes: fewer images, or smaller ones.');
  }
}

/** Everything that will be written, decided before the first frame is decoded. Throws JobFailure. */
export function planImages(
  series: readonly ImageSeries[],
  basename: string,
  shown: Size,
  timeline: Timeline,
): PlannedCodec[] {
  const codecs = [...new Set(series.map(({ codec }) => codec))];
  const plan = codecs.map((codec, c) => ({
    codec,
    times: timesOf(codec, timeline),
    layers: series
      .filter((own) => own.codec === codec)
      .map((own, l): PlannedLayer => {
        const size = layerSize(own.layer, codec.stretchMode, shown);
        const resolution = `${size.canvas.width}x${size.canvas.height}`;
        const { label, extension } = own;
        // The tiles of a sprite are compressed once, when they are on their sheet.
        const format = codec.spriteColumn || extension === '.png' ? 'png' : 'jpg';
        const output = { size, format, quality: own.layer.quality, files: `c${c}l${l}-%09d.${format}` } as const;
        // {Index} starts at 000001 for every layer: position k of each layer is then the same moment.
        const nameOf = (index: number) => fillPattern(own.pattern, { basename, extension, label, index, resolution });
        return { output, size, series: own, nameOf };
      }),
  }));
  checkNames(plan);
  checkSizes(plan);
  return plan;
}

/** How many files of images the plan comes to. */
export const plannedFiles = (plan: readonly PlannedCodec[]) =>
  plan.reduce((sum, codec) => sum + fileCount(codec) * codec.layers.length, 0);

import { checkPlan, unsupported } from './image-plan-checks.js';
import type { LayerOutput } from '../ffmpeg/filters.js';
import { fillPattern } from '../presets/file-name.js';
import type { ImageSeries } from '../presets/image-series.js';
import { imageTimes, TimingError, type ImageTimes } from '../presets/image-times.js';
import { layerSize, type LayerSize, type Size } from '../presets/layer-size.js';
import { mostImages } from '../presets/limits.js';
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

function timesOf(codec: ImageCodec, timeline: Timeline): ImageTimes | 'best' {
  if (parsePosition(codec.start)?.unit === 'best') return 'best';
  try {
    return imageTimes(codec, timeline, mostImages);
  } catch (error) {
    throw error instanceof TimingError ? unsupported(error.message) : error;
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
  checkPlan(plan);
  return plan;
}

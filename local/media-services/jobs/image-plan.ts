import { checkPlan, unsupported } from './image-plan-checks.js';
import type { LayerOutput } from '../ffmpeg/filters.js';
import { fillPattern } from '../presets/file-name.js';
import type { ImageSeries } from '../presets/image-series.js';
import { imageTimes, TimingError, type ImageTimes } from '../presets/image-times.js';
import { layerSize, type LayerSize, type Size } from '../presets/layer-size.js';
import { maxImages } from '../presets/limits.js';
import { parsePosition, type Timeline } from '../presets/position.js';
import type { ImageCodec } from '../presets/preset-schema.js';

/** The images of one layer of a codec: ffmpeg's output, and the final names. */
export interface PlannedLayer {
  readonly output: LayerOutput;
  readonly size: LayerSize;
  readonly series: ImageSeries;
  readonly nameOf: (index: number) => string;
}

/** The images of a codec for a video; `times` is 'best' for the single `{Best}` image. */
export interface PlannedCodec {
  readonly codec: ImageCodec;
  readonly times: ImageTimes | 'best';
  readonly layers: readonly PlannedLayer[];
}

function timesOf(codec: ImageCodec, timeline: Timeline): ImageTimes | 'best' {
  if (parsePosition(codec.start)?.unit === 'best') return 'best';
  try {
    return imageTimes(codec, timeline, maxImages);
  } catch (error) {
    throw error instanceof TimingError ? unsupported(error.message) : error;
  }
}

/** Plans all images before the first frame is decoded. Throws JobFailure. */
export function planImages(
  series: readonly ImageSeries[],
  basename: string,
  displayed: Size,
  timeline: Timeline,
): PlannedCodec[] {
  const codecs = [...new Set(series.map(({ codec }) => codec))];
  const plan = codecs.map((codec, c) => ({
    codec,
    times: timesOf(codec, timeline),
    layers: series
      .filter((own) => own.codec === codec)
      .map((own, l): PlannedLayer => {
        const size = layerSize(own.layer, codec.stretchMode, displayed);
        const resolution = `${size.canvas.width}x${size.canvas.height}`;
        const { label, extension } = own;
        // Tiles are PNG, so that they are compressed only once, in the sprite.
        const format = codec.spriteColumn || extension === '.png' ? 'png' : 'jpg';
        const output = { size, format, quality: own.layer.quality, files: `c${c}l${l}-%09d.${format}` } as const;
        // {Index} starts at 000001 in every layer, so equal indexes have the same time.
        const nameOf = (index: number) => fillPattern(own.pattern, { basename, extension, label, index, resolution });
        return { output, size, series: own, nameOf };
      }),
  }));
  checkPlan(plan);
  return plan;
}

import { JobFailure } from '../job-error.js';
import { isPlainFileName } from '../presets/file-name.js';
import { maxImages, maxPixels, maxPixelsPerImage } from '../presets/limits.js';
import type { PlannedCodec } from './image-plan.js';

/** The documented JobErrorCode for a preset that does not fit the input. */
export const unsupported = (message: string) => new JobFailure('ConfigurationUnsupported', message);

/** Some name collisions are visible only when the video's size and name have replaced {Resolution} and {Basename}. */
function checkNames(plan: readonly PlannedCodec[]): void {
  const first = plan.flatMap(({ layers }) => layers.map(({ nameOf }) => nameOf(1)));
  const bad = first.find((name) => !isPlainFileName(name));
  if (bad !== undefined) throw unsupported(`'${bad}' is no file name: change filenamePattern or the input's name.`);
  if (new Set(first).size < first.length) {
    throw unsupported(`Two layers would write the same file '${first[0] ?? ''}': add {Label} or {Resolution}.`);
  }
}

/** JPEG's limit for each side; the documentation of spriteColumn mentions it. */
const maxSide = 65_535;

function checkSheet({ codec: { spriteColumn }, times, layers }: PlannedCodec): void {
  if (spriteColumn === undefined || times === 'best') return;
  const rows = Math.ceil(times.seconds.length / spriteColumn);
  for (const { size } of layers) {
    const [width, height] = [spriteColumn * size.canvas.width, rows * size.canvas.height];
    if (width > maxSide || height > maxSide || width * height > maxPixelsPerImage) {
      throw unsupported(`The sprite would be ${width}x${height} pixels: ask for fewer or smaller tiles.`);
    }
  }
}

function checkSizes(plan: readonly PlannedCodec[]): void {
  const tiles = plan.map(({ times }) => (times === 'best' ? 1 : times.seconds.length));
  if (tiles.reduce((sum, count) => sum + count, 0) > maxImages) {
    throw unsupported(`The preset asks for more than ${maxImages} images of this video.`);
  }
  const pixels = plan.flatMap(({ layers }, i) =>
    layers.map(({ size: { canvas } }) => ({ one: canvas.width * canvas.height, count: tiles[i] ?? 0 })),
  );
  if (pixels.some(({ one }) => one > maxPixelsPerImage)) throw unsupported('A layer asks for too large an image.');
  if (pixels.reduce((sum, { one, count }) => sum + one * count, 0) > maxPixels) {
    throw unsupported('The preset asks for more pixels than the local encoder writes: fewer images, or smaller ones.');
  }
}

/** Throws JobFailure with ConfigurationUnsupported for colliding or invalid names, and for too many or too large images. */
export function checkPlan(plan: readonly PlannedCodec[]): void {
  checkNames(plan);
  checkSizes(plan);
  plan.forEach(checkSheet);
}

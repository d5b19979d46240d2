/** How an image fits into the size of its layer (StretchMode of the Media Services API). */
export type StretchMode = 'None' | 'AutoSize' | 'AutoFit';

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** `picture` is the size of the scaled video; `canvas` is the size of the image, with black bars where it is larger. */
export interface LayerSize {
  readonly picture: Size;
  readonly canvas: Size;
}

/** The pixel limit of JPEG for each side. */
const maxSide = 65_535;

/** Parses pixels, percentages of the source (`50%`), and `*` or nothing, which keep the aspect; else undefined. */
export function parseSide(text: string | undefined): { pixels: number } | { percent: number } | 'auto' | undefined {
  if (text === undefined || text === '*') return 'auto';
  const [, digits, percent] = /^(\d{1,5}(?:\.\d{1,4})?)(%?)$/.exec(text) ?? [];
  const value = Number(digits);
  if (digits === undefined || !(value > 0)) return undefined;
  if (percent) return value <= 100 ? { percent: value } : undefined;
  return Number.isInteger(value) && value <= maxSide ? { pixels: value } : undefined;
}

function sidePixels(text: string | undefined, source: number): number | undefined {
  const side = parseSide(text);
  if (side === undefined || side === 'auto') return undefined;
  return 'pixels' in side ? side.pixels : (source * side.percent) / 100;
}

const whole = (width: number, height: number): Size => ({
  width: Math.max(1, Math.round(width)),
  height: Math.max(1, Math.round(height)),
});

/**
 * The actual size of a layer. `source` is the displayed size of the video.
 * AutoSize overrides a side to keep the aspect, so that 1280x1280 of a 1920x1080 video is 1280x720; AutoFit keeps the size
 * and adds bars; None stretches. A missing side follows the other one.
 */
export function layerSize(
  layer: { width?: string | undefined; height?: string | undefined },
  mode: StretchMode,
  source: Size,
): LayerSize {
  const aspect = source.width / source.height;
  const askedWidth = sidePixels(layer.width, source.width);
  const askedHeight = sidePixels(layer.height, source.height);
  const width = askedWidth ?? (askedHeight === undefined ? source.width : askedHeight * aspect);
  const height = askedHeight ?? width / aspect;
  const fitted = whole(Math.min(width, height * aspect), Math.min(height, width / aspect));
  const asked = whole(width, height);
  if (mode === 'None') return { picture: asked, canvas: asked };
  return { picture: fitted, canvas: mode === 'AutoFit' ? asked : fitted };
}

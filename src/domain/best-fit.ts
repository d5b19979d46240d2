import { KINDS, type PlacedSeries } from './placed-series.js';
import type { Series } from './series.js';

/** The size of one picture, in pixels: of a sprite, that of a tile, and of the sheet where its tiles are not known. */
export function pictureSize({ width, height, sprite }: Series): { width: number; height: number } {
  const tile = sprite?.tiles[0];
  return tile === undefined ? { width, height } : { width: tile.width, height: tile.height };
}

/**
 * Whether two series are one to a caller: the same location, names and kind, pictures of the same size. Sheets that are
 * numbered alike are series of their own, since each has its tiles.
 */
function isSameLogicalSeries(a: PlacedSeries, b: PlacedSeries): boolean {
  const [one, other] = [pictureSize(a.series), pictureSize(b.series)];
  const isSamePlace = a.hash === b.hash && a.key === b.key && a.series.kind === b.series.kind;
  return isSamePlace && one.height === other.height && one.width === other.width;
}

/**
 * Of each kind the logical series with the smallest pictures that are at least `height` high, else the one with the
 * largest: so a size that is missing is never missed. Ties go to the newest manifest, then to the order of the API, in which
 * the series have to be.
 */
export function bestFit(placed: readonly PlacedSeries[], height: number): PlacedSeries[] {
  return KINDS.flatMap((kind) => {
    const own = placed.filter(({ series }) => series.kind === kind);
    const [chosen] = [...own].sort((a, b) => fitOrder(height, a, b));
    return chosen === undefined ? [] : own.filter((one) => isSameLogicalSeries(one, chosen));
  });
}

function fitOrder(height: number, a: PlacedSeries, b: PlacedSeries): number {
  const [one, other] = [pictureSize(a.series).height, pictureSize(b.series).height];
  if (one === other) return newestFirst(a, b);
  const [isOneEnough, isOtherEnough] = [one >= height, other >= height];
  if (isOneEnough !== isOtherEnough) return isOneEnough ? -1 : 1;
  return isOneEnough ? one - other : other - one;
}

export function newestFirst(a: PlacedSeries, b: PlacedSeries): number {
  return b.manifest.recordedAt.getTime() - a.manifest.recordedAt.getTime();
}

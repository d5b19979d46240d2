import { KINDS, type Manifest, type PlacedSeries } from './manifest.js';
import { imageCount, type Kind, type Series } from './series.js';
import { groupBy } from './text.js';

/** What a caller takes for one series: a series, or sheets that are numbered alike and have tiles of the same size. */
export interface SeriesGroup {
  /** The same as long as the series is: what a page's address names it by. */
  key: string;
  kind: Kind;
  /** Of the pictures: of whole images, or of tiles. */
  width: number;
  height: number;
  count: number;
  manifest: Manifest;
  parts: readonly PlacedSeries[];
}

/** The size of one picture, in pixels: of a sprite, that of a tile, and of the sheet where its tiles are not known. */
export function pictureSize({ width, height, sprite }: Series): { width: number; height: number } {
  const tile = sprite?.tiles[0];
  return tile === undefined ? { width, height } : { width: tile.width, height: tile.height };
}

/** Tiles, where they are known: then there is one sheet. */
export function pictureCount({ series }: PlacedSeries): number {
  return series.sprite?.tiles.length || imageCount(series);
}

export function groupSeries(placed: readonly PlacedSeries[]): SeriesGroup[] {
  const sizeOf = ({ series }: PlacedSeries): string => Object.values(pictureSize(series)).join('x');
  const groups = groupBy(placed, (one) => [one.series.kind, one.hash, one.key, sizeOf(one)].join(' '));
  return groups.map((parts) => {
    const [{ manifest, hash, key, series }] = parts;
    return {
      key: `${hash.slice(0, 10)}-${key}-${sizeOf(parts[0])}`,
      kind: series.kind,
      ...pictureSize(series),
      count: parts.reduce((sum, part) => sum + pictureCount(part), 0),
      ...{ manifest, parts },
    };
  });
}

/** Orders groups by how well they fit a height: the smallest that are at least as high, then the highest of the others. */
export function compareFit(height: number, a: SeriesGroup, b: SeriesGroup): number {
  const isOneTooLow = a.height < height;
  return Number(isOneTooLow) - Number(b.height < height) || (isOneTooLow ? b.height - a.height : a.height - b.height);
}

export function newestFirst(a: { manifest: Manifest }, b: { manifest: Manifest }): number {
  return b.manifest.recordedAt.getTime() - a.manifest.recordedAt.getTime();
}

/** Of each kind the group that fits the height best; on a tie that of the newest manifest, then the first of the given order. */
export function bestFit(placed: readonly PlacedSeries[], height: number): PlacedSeries[] {
  return KINDS.flatMap((kind) => {
    const groups = groupSeries(placed.filter(({ series }) => series.kind === kind));
    return groups.sort((a, b) => compareFit(height, a, b) || newestFirst(a, b))[0]?.parts ?? [];
  });
}

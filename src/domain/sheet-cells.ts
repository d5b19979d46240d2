import { pictureSize } from './best-fit.js';
import type { Area } from './cues.js';
import { timeMsOf } from './image-time.js';
import type { Manifest } from './manifest.js';
import { seriesInOrder, type PlacedSeries } from './placed-series.js';
import { imageCount, type Kind } from './series.js';
import { thumbnailsIn, type Thumbnail } from './thumbnail.js';

/** One picture of a contact sheet: a whole image, or a tile of it. */
export interface Cell {
  image: Thumbnail;
  /** Undefined where the time is unknown. */
  timeMs: number | undefined;
  tile?: Area;
}

/** A series, or the sheets that are numbered alike, with the size and number of its pictures. */
export interface SeriesGroup {
  /** The same as long as the series is: what a page's address names it by. */
  key: string;
  kind: Kind;
  width: number;
  height: number;
  count: number;
  manifest: Manifest;
  parts: readonly PlacedSeries[];
}

/** Every series of a video in the order of the API; layers that were numbered in one go are apart by their size. */
export function groupSeries(manifests: readonly Manifest[]): SeriesGroup[] {
  const groups = new Map<string, SeriesGroup & { parts: PlacedSeries[] }>();
  for (const placed of seriesInOrder(manifests)) {
    const { manifest, hash, key: name, series } = placed;
    const { width, height } = pictureSize(series);
    const key = `${hash.slice(0, 10)}-${name}-${width}x${height}`;
    const group = groups.get(key) ?? { key, kind: series.kind, width, height, manifest, count: 0, parts: [] };
    group.count += pictureCount(placed);
    group.parts.push(placed);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The pictures of a series at these ranks, which have to rise; costs what it returns. */
export function cellsOf({ parts }: SeriesGroup, ranks: readonly number[]): Cell[] {
  const cells: Cell[] = [];
  let before = 0;
  let next = 0;
  for (const part of parts) {
    const count = pictureCount(part);
    for (; (ranks[next] ?? Infinity) < before + count; next++) {
      const cell = cellAt(part, (ranks[next] ?? 0) - before);
      if (cell !== undefined) cells.push(cell);
    }
    before += count;
  }
  return cells;
}

function cellAt(part: PlacedSeries, rank: number): Cell | undefined {
  const { series } = part;
  const tile = series.sprite?.tiles[rank];
  const [image] = thumbnailsIn([part], tile === undefined ? rank : 0, 1);
  if (image === undefined) return undefined;
  if (tile === undefined) return { image, timeMs: image.kind === 'Poster' ? undefined : timeMsOf(series, image.index) };
  const { startMs: timeMs, x, y, width, height } = tile;
  return { image, timeMs, tile: { x, y, width, height } };
}

/** Tiles, where they are known: then there is one sheet. */
function pictureCount({ series }: PlacedSeries): number {
  return series.sprite?.tiles.length || imageCount(series);
}

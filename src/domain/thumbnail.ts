import { listedSeries } from './nested-locations.js';
import { timeKnowledge, timeMsOf, type TimeKnowledge } from './image-time.js';
import type { Manifest } from './manifest.js';
import type { ImageLocation } from './location.js';
import { placedSeries, seriesInOrder, type PlacedSeries } from './placed-series.js';
import { blobName, hasIndex, imageCount, indexesOf, type Kind } from './series.js';

/** One image of a video, before it is signed. */
export interface Thumbnail {
  id: string;
  kind: Kind;
  width: number;
  height: number;
  /** The number in the image's name; 0 for a poster and for a name without one. */
  index: number;
  /** 0 where it cannot be known. */
  timeMs: number;
  timeKnowledge: TimeKnowledge;
  contentType: string;
  location: ImageLocation;
  /** Below the container. */
  blobName: string;
  /** The output asset, where the images came with one. */
  assetName?: string;
}

/** How many images the manifests list together. */
export function countThumbnails(manifests: readonly Manifest[]): number {
  return listedSeries(manifests).reduce(
    (sum, { series }) => sum + series.reduce((part, one) => part + imageCount(one), 0),
    0,
  );
}

/**
 * The images of a video in the order of the API: kind, then height and width descending, then location, series and index.
 * `skip` and `limit` are applied before anything is made, so that a page costs what it returns.
 */
export function listThumbnailsOf(manifests: readonly Manifest[], skip: number, limit: number): Thumbnail[] {
  return thumbnailsIn(seriesInOrder(manifests), skip, limit);
}

/** The images of these series, in their order. */
export function thumbnailsIn(series: readonly PlacedSeries[], skip: number, limit: number): Thumbnail[] {
  const page: Thumbnail[] = [];
  let toSkip = skip;
  for (const placed of series) {
    const count = imageCount(placed.series);
    for (const index of toSkip < count ? indexesOf(placed.series, toSkip) : []) {
      if (page.length === limit) return page;
      page.push(toThumbnail(placed, index));
    }
    toSkip = Math.max(0, toSkip - count);
  }
  return page;
}

/**
 * The image with this id, found by its series without looking at every image; undefined when no manifest has it. An id that was
 * given out before its folder became a place of its own still finds its image.
 */
export function findThumbnail(manifests: readonly Manifest[], id: string): Thumbnail | undefined {
  const parts = /^([0-9a-f]{10})-([0-9a-f]{8}|[0-9a-f]{16})(?:-(\d{1,16}))?$/.exec(id);
  if (parts === null) return undefined;
  const [, hash, key, digits] = parts;
  const index = Number(digits ?? 0);
  if (digits !== undefined && String(index) !== digits) return undefined;
  // Sheets with a WebVTT each are series of their own though they are numbered alike: the index tells them apart.
  const has = ({ series }: PlacedSeries): boolean =>
    digits === undefined ? series.indexDigits === 0 : series.indexDigits > 0 && hasIndex(series, index);
  const placed = manifests
    .flatMap((manifest) => placedSeries(manifest))
    .find((one) => one.hash.startsWith(hash ?? '-') && one.key === key && has(one));
  return placed && toThumbnail(placed, index);
}

/**
 * The series' image of this index. Row `location:<hash>` orders by the same hash that begins the id: ten digits tell a video's
 * few locations apart.
 */
export function toThumbnail({ manifest, hash, key, series }: PlacedSeries, index: number): Thumbnail {
  const { location, source } = manifest;
  const { kind, width, height, contentType } = series;
  return {
    id: `${hash.slice(0, 10)}-${key}${series.indexDigits === 0 ? '' : `-${index}`}`,
    kind,
    width,
    height,
    index: kind === 'Poster' ? 0 : index,
    timeMs: timeMsOf(series, index) ?? 0,
    timeKnowledge: timeKnowledge(series, index),
    contentType,
    location,
    blobName: location.prefix + blobName(series, index),
    ...(source.assetName !== undefined && { assetName: source.assetName }),
  };
}

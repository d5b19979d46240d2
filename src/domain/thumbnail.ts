import { timeMsOf, timeSourceOf } from './image-time.js';
import { extensionOf, IMAGE_TYPES } from './image-type.js';
import type { ImageLocation } from './location.js';
import { listedSeries, placedSeries, seriesInOrder, type Manifest, type PlacedSeries } from './manifest.js';
import { blobName, hasIndex, imageCount, indexesOf, type Kind, type Series, type TimeSource } from './series.js';

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
  timeSource?: TimeSource;
  contentType: string;
  location: ImageLocation;
  /** Below the container. */
  blobName: string;
  /** The output asset, where the images came with one. */
  assetName?: string;
}

/** How well a time is known: to the frame, as a preset meant it, or not at all. */
export type TimeKnowledge = 'exact' | 'nominal' | 'unknown';

export function countThumbnails(manifests: readonly Manifest[]): number {
  return listedSeries(manifests)
    .flatMap(({ series }) => series)
    .reduce((sum, one) => sum + imageCount(one), 0);
}

/** The images of a video in the order of the API: kind, then height and width descending, then location, series and index. */
export function listThumbnailsOf(manifests: readonly Manifest[], skip: number, limit: number): Thumbnail[] {
  return thumbnailsIn(seriesInOrder(manifests), skip, limit);
}

/** The images of these series, in their order. What is skipped is not made: a page costs what it returns. */
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

/** The image of any manifest with this id: also one that was given out before its folder became a place of its own. */
export function findThumbnail(manifests: readonly Manifest[], id: string): Thumbnail | undefined {
  const placed = manifests.flatMap((manifest) => placedSeries(manifest));
  return thumbnailWithId(placed, id);
}

/** Makes no other image. Sheets with a WebVTT each are series of their own though they are numbered alike: the index tells them apart. */
export function thumbnailWithId(series: readonly PlacedSeries[], id: string): Thumbnail | undefined {
  const index = Number(/-(\d{1,16})$/.exec(id.slice(11))?.[1] ?? 0);
  const found = series.find((placed) => idOf(placed, index) === id && hasIndex(placed.series, index));
  return found && toThumbnail(found, index);
}

/** Row `location:<hash>` orders by the same hash: ten digits tell a video's few locations apart. */
function idOf({ hash, key, series }: PlacedSeries, index: number): string {
  return `${hash.slice(0, 10)}-${key}${series.indexDigits === 0 ? '' : `-${index}`}`;
}

export function toThumbnail(placed: PlacedSeries, index: number): Thumbnail {
  const { manifest, series } = placed;
  const { location, source } = manifest;
  const { kind, width, height, contentType } = series;
  const timeMs = timeMsOf(series, index);
  const timeSource = timeSourceOf(series);
  return {
    id: idOf(placed, index),
    ...{ kind, width, height, contentType, location },
    index: kind === 'Poster' ? 0 : index,
    timeMs: timeMs ?? 0,
    timeKnowledge: timeMs === undefined ? 'unknown' : isExact(series, timeMs) ? 'exact' : 'nominal',
    ...(timeSource !== undefined && { timeSource }),
    blobName: location.prefix + blobName(series, index),
    ...(source.assetName !== undefined && { assetName: source.assetName }),
  };
}

/**
 * Exact is what the encoder wrote into a WebVTT, the very first frame, and a preset's time that falls on a frame by the rate
 * that was recorded with it. Any other time of a preset is nominal: the frame that was taken is near it. Inferred times are never exact.
 */
function isExact({ timing, sprite }: Series, timeMs: number): boolean {
  if (timing === undefined || sprite?.tiles.length) return true;
  return timing.isExact === true || (timeMs === 0 && timing.source !== 'inferred');
}

const IMAGE_NAME = new RegExp(
  `^([0-9a-f]{10}-(?:[0-9a-f]{16}|[0-9a-f]{8}-\\d{1,16}))\\.(?:${IMAGE_TYPES.map(({ extensions }) => extensions[0]).join('|')})$`,
);

/** The name of an image in our own URLs, by its ID and its type: players look at a path's extension. */
export function imageNameOf({ id, contentType }: Pick<Thumbnail, 'id' | 'contentType'>): string {
  return `${id}.${extensionOf(contentType) ?? 'jpg'}`;
}

/** The ID in the name of an image; undefined for another name. Whether the extension is the image's own is not known here. */
export function idInImageName(name: string): string | undefined {
  return IMAGE_NAME.exec(name)?.[1];
}

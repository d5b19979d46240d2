import { listedSeries } from './nested-places.js';
import { placeHash, type Place } from './place.js';
import { blobName, hasIndex, imageCount, indexesOf, seriesKey, type Kind, type Series } from './series.js';
import { compareText } from './text.js';
import type { Manifest } from './manifest.js';

/** One image of a video, before it is signed. */
export interface Thumbnail {
  id: string;
  kind: Kind;
  width: number;
  height: number;
  /** The number in the image's name; 0 for a poster and for a name without one. */
  index: number;
  /** Nominal; 0 where it cannot be known. */
  timeMs: number;
  contentType: string;
  place: Place;
  /** Below the container. */
  blobName: string;
}

/** A series with the place whose manifest it belongs to. */
export interface PlacedSeries {
  place: Place;
  hash: string;
  key: string;
  series: Series;
}

const KIND_ORDER: readonly Kind[] = ['Poster', 'Thumbnail', 'Sprite'];

/** How many images the manifests list together. */
export function countThumbnails(manifests: readonly Manifest[]): number {
  return listedSeries(manifests).reduce(
    (sum, { series }) => sum + series.reduce((part, one) => part + imageCount(one), 0),
    0,
  );
}

/**
 * The images of a video in the order of the API: kind, then height and width descending, then place, series and index.
 * `skip` and `limit` are applied before anything is made, so that a page costs what it returns.
 */
export function listThumbnailsOf(manifests: readonly Manifest[], skip: number, limit: number): Thumbnail[] {
  const page: Thumbnail[] = [];
  let toSkip = skip;
  for (const placed of inOrder(manifests)) {
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
 * The image with this id, found by its series without a walk over the images; undefined when no manifest has it. An id that was
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
    .flatMap(placedSeries)
    .find((one) => one.hash.startsWith(hash ?? '-') && one.key === key && has(one));
  return placed && toThumbnail(placed, index);
}

function placedSeries({ place, series }: Pick<Manifest, 'place' | 'series'>): PlacedSeries[] {
  const hash = placeHash(place);
  return series.map((one) => ({ place, hash, key: seriesKey(one), series: one }));
}

/** Every series that the manifests list, in the order of the API. */
export function inOrder(manifests: readonly Manifest[]): PlacedSeries[] {
  const listed = listedSeries(manifests).flatMap(({ manifest, series }) => placedSeries({ ...manifest, series }));
  return listed.sort(
    (a, b) =>
      KIND_ORDER.indexOf(a.series.kind) - KIND_ORDER.indexOf(b.series.kind) ||
      b.series.height - a.series.height ||
      b.series.width - a.series.width ||
      compareText(a.hash, b.hash) ||
      compareText(a.key, b.key),
  );
}

/**
 * The series' image of this index. Row `place:<hash>` orders by the same hash that begins the id: ten digits tell a video's
 * few places apart.
 */
export function toThumbnail({ place, hash, key, series }: PlacedSeries, index: number): Thumbnail {
  const { kind, width, height, contentType, timing, sprite } = series;
  return {
    id: `${hash.slice(0, 10)}-${key}${series.indexDigits === 0 ? '' : `-${index}`}`,
    kind,
    width,
    height,
    index: kind === 'Poster' ? 0 : index,
    timeMs: Math.round(timing === undefined ? (sprite?.tiles[0]?.startMs ?? 0) : timeOf(timing, kind, index)),
    contentType,
    place,
    blobName: place.prefix + blobName(series, index),
  };
}

/** One sheet shows many moments: its time is that of its first tile, as a series' first image is at its start. */
function timeOf(timing: { startMs: number; stepMs: number }, kind: Kind, index: number): number {
  return kind === 'Sprite' ? timing.startMs : timing.startMs + (Math.max(index, 1) - 1) * timing.stepMs;
}

import { bestFit, pictureSize } from './best-fit.js';
import { rangesBetween } from './image-time.js';
import type { Manifest } from './manifest.js';
import { nearestImages } from './nearest-image.js';
import { narrowed, seriesInOrder, type PlacedSeries } from './placed-series.js';
import { imageCount, type Kind } from './series.js';
import { countThumbnails, listThumbnailsOf, thumbnailsIn, type Thumbnail } from './thumbnail.js';

/** Which of a video's images are asked for; they are applied in this order. */
export interface ThumbnailFilter {
  kinds?: readonly Kind[] | undefined;
  /** Of the picture, in pixels: of a sprite, a tile. */
  minHeight?: number | undefined;
  maxHeight?: number | undefined;
  /** Of each kind the one series that fits best. */
  height?: number | undefined;
  /** Taken at that time or later, in milliseconds. */
  fromMs?: number | undefined;
  /** Taken before that time, in milliseconds. */
  toMs?: number | undefined;
  /** Of each kind and size the image nearest to that time, in milliseconds. */
  atMs?: number | undefined;
}

/** Images that were chosen, and have not been made yet. */
export interface Selection {
  count: number;
  /** In the order of the API; costs what it returns. */
  page: (skip: number, limit: number) => Thumbnail[];
}

/** The images of a video that pass the filter, by arithmetic on its series: no image is looked at that is not returned. */
export function selectThumbnails(manifests: readonly Manifest[], filter: ThumbnailFilter): Selection {
  // Without a filter nothing has to be ordered until something is made.
  if (Object.values(filter).every((value) => value === undefined)) {
    return {
      count: countThumbnails(manifests),
      page: (skip, limit) => listThumbnailsOf(manifests, skip, limit),
    };
  }
  const selected = selectSeries(seriesInOrder(manifests), filter);
  return {
    count: selected.reduce((sum, { series }) => sum + imageCount(series), 0),
    page: (skip, limit) => thumbnailsIn(selected, skip, limit),
  };
}

/** The parts of series that pass the filter. They have to be in the order of the API, and stay in it. */
export function selectSeries(
  placed: readonly PlacedSeries[],
  { kinds, minHeight = 0, maxHeight = Infinity, height, fromMs, toMs, atMs }: ThumbnailFilter,
): PlacedSeries[] {
  const ofKind = placed.filter(({ series }) => kinds?.includes(series.kind) ?? true);
  const sized = ofKind.filter(({ series }) => {
    const picture = pictureSize(series);
    return picture.height >= minHeight && picture.height <= maxHeight;
  });
  const fitting = height === undefined ? sized : bestFit(sized, height);
  const timed =
    fromMs === undefined && toMs === undefined ? fitting : between(fitting, fromMs ?? -Infinity, toMs ?? Infinity);
  return atMs === undefined ? timed : nearestImages(timed, atMs);
}

function between(placed: readonly PlacedSeries[], fromMs: number, toMs: number): PlacedSeries[] {
  return placed.flatMap((one) => {
    if (one.series.kind === 'Poster') return [];
    const ranges = rangesBetween(one.series, fromMs, toMs);
    return ranges.length === 0 ? [] : [narrowed(one, ranges)];
  });
}

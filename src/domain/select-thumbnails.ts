import { nearestIn, rangesBetween, type NearImage } from './image-time.js';
import { seriesInOrder, type Manifest, type PlacedSeries } from './manifest.js';
import { bestFit, newestFirst, pictureSize } from './series-group.js';
import { imageCount, type IndexRange, type Kind } from './series.js';
import { groupBy } from './text.js';
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

export interface Selection {
  count: number;
  /** In the order of the API; costs what it returns. */
  page: (skip: number, limit: number) => Thumbnail[];
}

/** The images of a video that pass the filter, by arithmetic on its series: no image is looked at that is not returned. */
export function selectThumbnails(manifests: readonly Manifest[], filter: ThumbnailFilter): Selection {
  // Without a filter nothing has to be ordered until something is made.
  if (Object.values(filter).every((value) => value === undefined)) {
    return { count: countThumbnails(manifests), page: (skip, limit) => listThumbnailsOf(manifests, skip, limit) };
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
  const sized = placed.filter(({ series }) => {
    const picture = pictureSize(series);
    return (kinds?.includes(series.kind) ?? true) && picture.height >= minHeight && picture.height <= maxHeight;
  });
  const fitting = height === undefined ? sized : bestFit(sized, height);
  if (fromMs === undefined && toMs === undefined && atMs === undefined) return fitting;
  // A poster stands for the whole video, and has no moment.
  const moments = fitting.filter(({ series }) => series.kind !== 'Poster');
  const isCut = fromMs !== undefined || toMs !== undefined;
  const timed = isCut
    ? moments.flatMap((one) => narrowed(one, rangesBetween(one.series, fromMs ?? -Infinity, toMs ?? Infinity)))
    : moments;
  return atMs === undefined ? timed : nearestImages(timed, atMs);
}

function narrowed(placed: PlacedSeries, ranges: IndexRange[]): PlacedSeries[] {
  return ranges.length === 0 ? [] : [{ ...placed, series: { ...placed.series, ranges } }];
}

interface Candidate extends NearImage {
  placed: PlacedSeries;
}

/** Of each kind and size of picture the image nearest to a moment; on a tie the earlier, then that of the newest manifest. */
function nearestImages(series: readonly PlacedSeries[], atMs: number): PlacedSeries[] {
  const near = series.flatMap((placed): Candidate[] => {
    const image = nearestIn(placed.series, atMs);
    return image === undefined ? [] : [{ ...image, placed }];
  });
  const sizes = groupBy(near, ({ placed }) => JSON.stringify([placed.series.kind, pictureSize(placed.series)]));
  const nearest = new Set(sizes.map((group) => group.reduce((best, one) => (isNearer(one, best) ? one : best))));
  return near.flatMap((one) => (nearest.has(one) ? narrowed(one.placed, [[one.index, one.index]]) : []));
}

function isNearer(one: Candidate, other: Candidate): boolean {
  const further =
    one.distanceMs - other.distanceMs || one.timeMs - other.timeMs || newestFirst(one.placed, other.placed);
  return further < 0;
}

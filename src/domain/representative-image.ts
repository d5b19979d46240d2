import { timeMsOf } from './image-time.js';
import { seriesInOrder, type Manifest, type PlacedSeries } from './manifest.js';
import { selectSeries, type ThumbnailFilter } from './select-thumbnails.js';
import { bestFit } from './series-group.js';
import { imageCount, type Series } from './series.js';
import { thumbnailsIn, type Thumbnail } from './thumbnail.js';

/** Which one image is wanted: by its height (the largest, where left out), and by the moment that it shows. */
export type RepresentativeQuery = Pick<ThumbnailFilter, 'height' | 'atMs'>;

/** Where a video without a poster shows what it is about: past the titles, and before anything is given away. */
const POSTER_POSITION = 0.1;

/**
 * The image that stands for a video: its poster, else the thumbnail nearest to a tenth of its length. For a moment, the
 * thumbnail nearest to that; `no-timeline` when the times of none are known. A sprite is a sheet of many images and stands for
 * nothing: undefined where there is nothing else.
 */
export function representativeImage(
  manifests: readonly Manifest[],
  { height = Infinity, atMs }: RepresentativeQuery,
): Thumbnail | 'no-timeline' | undefined {
  const placed = seriesInOrder(manifests);
  const posters = placed.filter(({ series }) => series.kind === 'Poster');
  const thumbnails = placed.filter(({ series }) => series.kind === 'Thumbnail');
  const timed = thumbnails.filter(({ series }) => timeMsOf(series, 1) !== undefined);
  if (atMs !== undefined && posters.length + thumbnails.length > 0) {
    return timed.length === 0 ? 'no-timeline' : nearest(bestFit(timed, height), atMs);
  }
  if (posters.length > 0) return thumbnailsIn(bestFit(posters, height), 0, 1)[0];
  const fit = bestFit(timed.length > 0 ? timed : thumbnails, height);
  return timed.length > 0 ? nearest(fit, lengthMs(fit) * POSTER_POSITION) : thumbnailsIn(fit, tenthOf(fit), 1)[0];
}

function nearest(placed: readonly PlacedSeries[], atMs: number): Thumbnail | undefined {
  return thumbnailsIn(selectSeries(placed, { atMs }), 0, 1)[0];
}

/** Of the video, where that is recorded; else until the last image was taken. */
function lengthMs(placed: readonly PlacedSeries[]): number {
  return Math.max(0, ...placed.map(({ manifest, series }) => manifest.durationMs ?? lastTimeMs(series)));
}

function lastTimeMs(series: Series): number {
  return timeMsOf(series, series.ranges.at(-1)?.[1] ?? 0) ?? 0;
}

function tenthOf(placed: readonly PlacedSeries[]): number {
  return Math.floor(placed.reduce((sum, { series }) => sum + imageCount(series), 0) * POSTER_POSITION);
}

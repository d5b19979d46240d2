import { bestFit } from './best-fit.js';
import { timeMsOf } from './image-time.js';
import type { Manifest } from './manifest.js';
import { nearestImages } from './nearest-image.js';
import { seriesInOrder, type PlacedSeries } from './placed-series.js';
import { imageCount } from './series.js';
import { thumbnailsIn, type Thumbnail } from './thumbnail.js';

/** Which one image is wanted. */
export interface RepresentativeQuery {
  /** In pixels; the largest where left out. A size that is missing is made up for by the one that fits best. */
  height?: number | undefined;
  /** The moment that it shows, in milliseconds; without it the image stands for the whole video. */
  atMs?: number | undefined;
}

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
  const images = seriesInOrder(manifests).filter(({ series }) => series.kind !== 'Sprite');
  const posters = images.filter(({ series }) => series.kind === 'Poster');
  const thumbnails = images.filter(({ series }) => series.kind === 'Thumbnail');
  const timed = thumbnails.filter(({ series }) => timeMsOf(series, 1) !== undefined);
  if (atMs !== undefined && images.length > 0) {
    return timed.length === 0 ? 'no-timeline' : nearest(bestFit(timed, height), atMs);
  }
  if (posters.length > 0) return thumbnailsIn(bestFit(posters, height), 0, 1)[0];
  const fit = bestFit(timed.length > 0 ? timed : thumbnails, height);
  return timed.length > 0 ? nearest(fit, lengthMs(fit) * POSTER_POSITION) : thumbnailsIn(fit, tenthOf(fit), 1)[0];
}

function nearest(placed: readonly PlacedSeries[], atMs: number): Thumbnail | undefined {
  return thumbnailsIn(nearestImages(placed, atMs), 0, 1)[0];
}

/** Of the video, where that is recorded; else until the last image was taken. */
function lengthMs(placed: readonly PlacedSeries[]): number {
  const ends = placed.map(({ manifest, series }) => manifest.durationMs ?? lastTimeMs(series));
  return Math.max(0, ...ends);
}

function lastTimeMs(series: PlacedSeries['series']): number {
  const last = series.ranges.at(-1)?.[1] ?? 0;
  return timeMsOf(series, last) ?? 0;
}

function tenthOf(placed: readonly PlacedSeries[]): number {
  return Math.floor(placed.reduce((sum, { series }) => sum + imageCount(series), 0) * POSTER_POSITION);
}

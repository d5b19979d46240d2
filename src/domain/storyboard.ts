import { seriesInOrder, type Manifest, type PlacedSeries } from './manifest.js';
import type { ThumbnailFilter } from './select-thumbnails.js';
import { compareFit, groupSeries, newestFirst, type SeriesGroup } from './series-group.js';
import { imageCount, indexesOf, type Series, type Tile } from './series.js';
import { thumbnailWithId, toThumbnail, type Thumbnail } from './thumbnail.js';

/** What shows during a piece of the video: one tile of a sheet, or a whole image. */
export interface Cue extends Tile {
  image: Thumbnail;
}

/** A video's images over time, for scrubbing: of one series, or of sheets that are numbered alike. */
export interface Storyboard {
  /** Contiguous from 0 to the end; at least one. */
  cues: readonly Cue[];
  images: readonly Thumbnail[];
}

/** Which storyboard is wanted, of several; the height is that of a tile, not of its sheet. */
export type StoryboardQuery = Pick<ThumbnailFilter, 'kinds' | 'height'>;

/** High enough for what players show over a timeline; more would only be slower. */
const USUAL_HEIGHT = 180;
/** Images in a storyboard, at most; each is a URL to sign. Of more every second, third, … is taken. */
export const MAX_IMAGES = 5000;

/**
 * The one storyboard of a video: its sprite, or else its thumbnails; those that fit the height best, which decides first where it is
 * given; of equals the newest. Undefined without tiles or times.
 */
export function storyboardOf(manifests: readonly Manifest[], query: StoryboardQuery): Storyboard | undefined {
  const best = bestOf(manifests, query);
  if (best === undefined) return undefined;
  const { kind, count, parts, manifest } = best;
  const every = Math.ceil(count / MAX_IMAGES);
  const shown = parts.flatMap((placed) => (kind === 'Sprite' ? tilesOf(placed) : imagesOf(placed, every)));
  const cues = toCues(shown, manifest.durationMs);
  return { cues, images: [...new Set(cues.map(({ image }) => image))] };
}

export function hasStoryboard(manifests: readonly Manifest[], query: StoryboardQuery): boolean {
  return bestOf(manifests, query) !== undefined;
}

/** Whether an image of the video is of the series that this storyboard shows, though it may pass some of them over. */
export function isInStoryboard(manifests: readonly Manifest[], query: StoryboardQuery, image: Thumbnail): boolean {
  return thumbnailWithId(bestOf(manifests, query)?.parts ?? [], image.id) !== undefined;
}

function bestOf(manifests: readonly Manifest[], { kinds, height }: StoryboardQuery): SeriesGroup | undefined {
  const candidates = seriesInOrder(manifests).filter(
    ({ series }) => hasTimes(series) && (kinds?.includes(series.kind) ?? true),
  );
  const [best] = groupSeries(candidates).sort(
    (a, b) =>
      (height === undefined ? spriteFirst(a, b) : 0) ||
      compareFit(height ?? USUAL_HEIGHT, a, b) ||
      spriteFirst(a, b) ||
      newestFirst(a, b),
  );
  return best;
}

/** A sprite without known tiles is one large image, and a poster stands for the whole video. */
function hasTimes(series: Series): boolean {
  if (series.kind === 'Sprite') return (series.sprite?.tiles.length ?? 0) > 0;
  if (series.kind === 'Poster' || series.timing === undefined) return false;
  return series.timing.stepMs > 0 || imageCount(series) === 1;
}

function spriteFirst(a: SeriesGroup, b: SeriesGroup): number {
  return Number(b.kind === 'Sprite') - Number(a.kind === 'Sprite');
}

/** Some of a series' images; how long each shows, the next one tells. */
function imagesOf(placed: PlacedSeries, every: number): Cue[] {
  const indexes = [...indexesOf(placed.series)].filter((_, rank) => rank % every === 0);
  const lengthMs = indexes.length === 1 ? (placed.series.timing?.stepMs ?? 0) : 0;
  return indexes.map((index) => {
    const image = toThumbnail(placed, index);
    const { timeMs: startMs, width, height } = image;
    return { image, startMs, endMs: startMs + lengthMs, x: 0, y: 0, width, height };
  });
}

function tilesOf(placed: PlacedSeries): Cue[] {
  const image = toThumbnail(placed, placed.series.ranges[0]?.[0] ?? 0);
  return placed.series.sprite?.tiles.map((tile) => ({ image, ...tile })) ?? [];
}

/** Cues as players want them: in order, from 0 to the end of the video without a gap, none empty; of two at one time the first. */
function toCues(shown: readonly Cue[], durationMs = 0): Cue[] {
  const inTime = shown
    .map((cue) => ({ ...cue, startMs: Math.round(cue.startMs) }))
    .sort((a, b) => a.startMs - b.startMs)
    .filter((cue, i, all) => cue.startMs !== all[i - 1]?.startMs);
  const endMs = endOf(inTime, Math.round(durationMs));
  return inTime.map((cue, i) => ({
    ...cue,
    startMs: i === 0 ? 0 : cue.startMs,
    endMs: inTime[i + 1]?.startMs ?? endMs,
  }));
}

/** How long the only image shows where neither its own time nor the video's end is known. */
const SOME_MS = 1000;

/**
 * The video's end, unless that is not known or lies before what shows last. Then that shows as long as it says, but no longer
 * than the one before: some files end with a time that stands for "ever".
 */
function endOf(inTime: readonly Cue[], durationMs: number): number {
  const [last, before] = inTime.slice(-2).reverse();
  if (last === undefined || durationMs > last.startMs) return durationMs;
  const step = before === undefined ? Infinity : last.startMs - before.startMs;
  const own = last.endMs > last.startMs ? last.endMs - last.startMs : Infinity;
  const lengthMs = Math.min(step, own);
  return last.startMs + (Number.isFinite(lengthMs) ? Math.max(1, Math.round(lengthMs)) : SOME_MS);
}

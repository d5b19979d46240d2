import { firstWhere } from './first-where.js';
import { imageCount, indexAt, type IndexRange, type Series } from './series.js';

/**
 * When an image was taken, in whole milliseconds as the API answers it; undefined where that is unknown, which it is for all
 * images of a series or none. A sheet shows many moments: its time is that of its first tile. Later indexes are never earlier.
 */
export function timeMsOf({ kind, timing, sprite, namesByIndex }: Series, index: number): number | undefined {
  if (timing === undefined) return sprite?.tiles[0]?.startMs;
  if (kind === 'Sprite') return Math.round(timing.startMs);
  // Where the names have the times, an image with the number 0 has its own too.
  const from1 = namesByIndex === undefined ? Math.max(index, 1) : index;
  return Math.max(0, Math.round(timing.startMs + (from1 - 1) * timing.stepMs));
}

/** The runs of a series whose images were taken from `fromMs` on and before `toMs`; none where times are not known. */
export function rangesBetween(series: Series, fromMs: number, toMs: number): IndexRange[] {
  const [from, to] = [countBefore(series, fromMs), countBefore(series, toMs)];
  if (from >= to || timeMsOf(series, 0) === undefined) return [];
  const [first, last] = [indexAt(series, from), indexAt(series, to - 1)];
  // A name without a number is an image of index 0.
  const runs = series.indexDigits === 0 ? [[0, 0] as const] : series.ranges;
  return runs
    .filter((run) => run[1] >= first && run[0] <= last)
    .map((run) => [Math.max(run[0], first), Math.min(run[1], last)]);
}

/** An image near a moment: which, how far from it, and when it was taken. */
export interface NearImage {
  index: number;
  distanceMs: number;
  timeMs: number;
}

/** The image of a series nearest to a moment, the earlier on a tie; of a sheet its tiles count. Undefined without times. */
export function nearestIn(series: Series, atMs: number): NearImage | undefined {
  const nearAt = (rank: number): NearImage[] => {
    const index = indexAt(series, rank);
    const timeMs = rank < 0 || rank >= imageCount(series) ? undefined : timeMsOf(series, index);
    return timeMs === undefined ? [] : [{ index, timeMs, distanceMs: distanceMs(series, timeMs, atMs) }];
  };
  const after = countBefore(series, atMs);
  const [best] = [...nearAt(after - 1), ...nearAt(after)].sort((a, b) => a.distanceMs - b.distanceMs);
  // Several images may be of one moment: the first of them is as near.
  return best && nearAt(countBefore(series, best.timeMs))[0];
}

/** How far a moment is from an image: nothing while one of its tiles shows, which ends before the next one's start. */
function distanceMs({ kind, sprite }: Series, timeMs: number, atMs: number): number {
  if (kind !== 'Sprite' || sprite === undefined || sprite.tiles.length === 0) return Math.abs(timeMs - atMs);
  return sprite.tiles.reduce((least, { startMs, endMs }) => {
    const distance = atMs < startMs ? startMs - atMs : atMs < endMs ? 0 : atMs - endMs + 1;
    return Math.min(least, distance);
  }, Infinity);
}

/** How many images were taken before a moment; found by halving, so that 100,000 images cost what ten do. */
function countBefore(series: Series, ms: number): number {
  return firstWhere(0, imageCount(series), (rank) => (timeMsOf(series, indexAt(series, rank)) ?? 0) >= ms);
}

import { firstWhere } from './first-where.js';
import type { IndexRange, Series, TimeSource } from './series.js';

/**
 * When an image was taken, in whole milliseconds as the API answers it; undefined where that is unknown, which it is for all
 * images of a series or none. A sheet shows many moments: its time is that of its first tile. Later indexes are never earlier.
 */
export function timeMsOf({ kind, timing, sprite, indexDigits }: Series, index: number): number | undefined {
  const tile = sprite?.tiles[0];
  if (tile !== undefined) return tile.startMs;
  if (timing === undefined) return undefined;
  const isFirst = kind === 'Sprite' || indexDigits === 0;
  const own = timing.timesByIndex?.[index];
  return own ?? Math.max(0, Math.round(timing.startMs + (isFirst ? 0 : index - 1) * timing.stepMs));
}

/** Who says when the images of a series were taken; undefined where that is unknown. */
export function timeSourceOf({ timing, sprite }: Series): TimeSource | undefined {
  return sprite?.tiles.length ? 'webvtt' : timing?.source;
}

/**
 * The runs of a series whose images were taken from `fromMs` on and before `toMs`; none where times are not known. Found by
 * halving at the two ends, so that a series of 100,000 images costs what one of ten does.
 */
export function rangesBetween(series: Series, fromMs: number, toMs: number): IndexRange[] {
  if (timeMsOf(series, 0) === undefined) return [];
  const runs = runsOf(series);
  return runs.slice(runFrom(series, fromMs), runFrom(series, toMs) + 1).flatMap((run): IndexRange[] => {
    const first = firstFrom(series, run, fromMs);
    const last = firstFrom(series, run, toMs) - 1;
    return first <= last ? [[first, last]] : [];
  });
}

/** An image near a moment: which, how far from it, and when it was taken. */
export interface NearImage {
  index: number;
  distanceMs: number;
  timeMs: number;
}

/** The image of a series nearest to a moment, the earlier on a tie; of a sheet its tiles count. Undefined without times. */
export function nearestIn(series: Series, atMs: number): NearImage | undefined {
  const runs = runsOf(series);
  const near = (index: number): NearImage | undefined => {
    const timeMs = timeMsOf(series, index);
    return timeMs === undefined ? undefined : { index, timeMs, distanceMs: distanceMs(series, timeMs, atMs) };
  };
  const at = runFrom(series, atMs);
  const [before, run] = [runs[at - 1], runs[at]];
  const after = run && firstFrom(series, run, atMs);
  const earlier = run !== undefined && after !== undefined && after > run[0] ? after - 1 : before?.[1];
  const [one, other] = [earlier, after].map((index) => (index === undefined ? undefined : near(index)));
  const best = one === undefined || (other !== undefined && other.distanceMs < one.distanceMs) ? other : one;
  // Several images may be of one moment: the first of them is as near.
  const first = best && runs[runFrom(series, best.timeMs)];
  return best && first && near(firstFrom(series, first, best.timeMs));
}

/** How far a moment is from an image: nothing while one of its tiles shows, which ends before the next one's start. */
function distanceMs({ kind, sprite }: Series, timeMs: number, atMs: number): number {
  if (kind !== 'Sprite' || sprite === undefined || sprite.tiles.length === 0) return Math.abs(timeMs - atMs);
  return sprite.tiles.reduce((least, { startMs, endMs }) => {
    const distance = atMs < startMs ? startMs - atMs : atMs < endMs ? 0 : atMs - endMs + 1;
    return Math.min(least, distance);
  }, Infinity);
}

/** A name without a number is an image of index 0. */
function runsOf({ indexDigits, ranges }: Series): readonly IndexRange[] {
  return indexDigits === 0 ? [[0, 0]] : ranges;
}

/** The place of the first run with an image that was taken at `ms` or later; that behind the last run where none was. */
function runFrom(series: Series, ms: number): number {
  const runs = runsOf(series);
  return firstWhere(0, runs.length, (at) => (timeMsOf(series, runs[at]?.[1] ?? 0) ?? 0) >= ms);
}

/** The first index of a run whose image was taken at `ms` or later; the one behind the run's last where none was. */
function firstFrom(series: Series, [first, last]: IndexRange, ms: number): number {
  return firstWhere(first, last + 1, (index) => (timeMsOf(series, index) ?? 0) >= ms);
}

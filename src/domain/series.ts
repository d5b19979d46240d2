import { firstWhere } from './first-where.js';
import { sha256Hex } from './text.js';

export type Kind = 'Poster' | 'Thumbnail' | 'Sprite';

export type IndexRange = readonly [first: number, last: number];

/** Who says when images were taken, the strongest first: `inferred` is a guess from their number and the video's length. */
export const TIME_SOURCES = ['preset', 'operator', 'webvtt', 'names', 'inferred'] as const;
export type TimeSource = (typeof TIME_SOURCES)[number];

/** When a series' images were taken: the image of index k at `startMs + (k - 1) * stepMs`, nominally. */
export interface Timing {
  startMs: number;
  stepMs: number;
  /** The times of images that keep no even pace, in whole milliseconds by index; then the other two are their mean pace. */
  timesByIndex?: Readonly<Record<string, number>>;
  source?: TimeSource;
  /** All of these moments are frames of the video, so that nothing was rounded when the images were taken. */
  isExact?: true;
}

/** A part of an image, in pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One tile of a sprite: where it lies on the sheet, and when it shows, from `startMs` up to `endMs`. */
export interface Tile extends Area {
  startMs: number;
  endMs: number;
}

/** A sprite's WebVTT: its blob name below the location, and its tiles in order. */
export interface SpriteSheet {
  vttName: string;
  tiles: readonly Tile[];
}

/** The names of a series' blobs, below its location: a run of numbered names, or one name without a number. */
export interface SeriesNames {
  prefix: string;
  suffix: string;
  /** Digits to which an index is padded; 0 for a single name (then it is `prefix` and there is no range). */
  indexDigits: number;
  ranges: readonly IndexRange[];
  /** By index, the text in place of the padded index: for names in which more than the number changes. */
  namesByIndex?: Readonly<Record<string, string>>;
}

/** Images made by one rule: same names but for the number, same codec, same size. */
export interface Series extends SeriesNames {
  kind: Kind;
  contentType: string;
  width: number;
  height: number;
  timing?: Timing;
  sprite?: SpriteSheet;
}

/** Stable for the same blobs whatever else lies beside them: 8 digits of a hash for numbered names, 16 for a single one. */
export function seriesKey({ prefix, suffix, indexDigits, namesByIndex }: SeriesNames): string {
  if (namesByIndex !== undefined) return sha256Hex(`${prefix}*namesByIndex*${suffix}`).slice(0, 8);
  if (indexDigits === 0) return sha256Hex(prefix).slice(0, 16);
  return sha256Hex(`${prefix}*${indexDigits}*${suffix}`).slice(0, 8);
}

/** The blob's name below the location; `index` is ignored by a series of one name. */
export function blobName({ prefix, suffix, indexDigits, namesByIndex }: SeriesNames, index: number): string {
  if (indexDigits === 0) return prefix;
  return prefix + (namesByIndex?.[index] ?? String(index).padStart(indexDigits, '0')) + suffix;
}

/** The index of the image that has this name, below the location; undefined where none of the series has. */
export function indexOfName(names: SeriesNames, name: string): number | undefined {
  const { prefix, suffix, indexDigits } = names;
  const digits = name.slice(prefix.length, name.length - suffix.length);
  const index = indexDigits === 0 ? 0 : Number(/^\d{1,16}$/.exec(digits)?.[0] ?? -1);
  return hasIndex(names, index) && blobName(names, index) === name ? index : undefined;
}

export function imageCount({ indexDigits, ranges }: SeriesNames): number {
  return indexDigits === 0 ? 1 : ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** Whether the listing that made the series had this index; a series of one name has index 0. */
export function hasIndex({ indexDigits, ranges }: SeriesNames, index: number): boolean {
  if (indexDigits === 0) return index === 0;
  const run = ranges[firstWhere(0, ranges.length, (at) => (ranges[at]?.[1] ?? 0) >= index)];
  return run !== undefined && run[0] <= index;
}

/** Sorted, distinct indexes as runs without gaps: 100,000 images are one pair. */
export function toRanges(indexes: readonly number[]): IndexRange[] {
  const ranges: [number, number][] = [];
  let last: [number, number] | undefined;
  // As numbers and no values: 100,000 are sorted in a tenth of the time.
  for (const index of Float64Array.from(indexes).sort()) {
    if (last !== undefined && index <= last[1] + 1) last[1] = index;
    else ranges.push((last = [index, index]));
  }
  return ranges;
}

/** The indexes in order, from the `skip`th on; lazily, since a series may be long and few of it wanted. */
export function* indexesOf({ indexDigits, ranges }: SeriesNames, skip = 0): Generator<number> {
  if (indexDigits === 0) {
    if (skip === 0) yield 0;
    return;
  }
  for (const [first, last] of ranges) {
    const count = last - first + 1;
    for (let index = first + skip; index <= last; index++) yield index;
    skip = Math.max(0, skip - count);
  }
}

/** The index of the image at this rank, from 0; 0 for a series of one name. */
export function indexAt(names: SeriesNames, rank: number): number {
  for (const index of indexesOf(names, rank)) return index;
  return 0;
}

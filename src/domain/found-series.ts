import { filenameMatcher } from './filename-pattern.js';
import { splitFolder } from './image-listing.js';
import { codecOf, type ImageRule, type Numbering } from './image-rule.js';
import { blobName, indexesOf, toRanges, type IndexRange, type Kind, type SeriesNames, type Timing } from './series.js';
import { groupBy } from './text.js';

/** A series as far as the names show it; its size is still to be read from an image. */
export interface FoundSeries {
  kind: Kind;
  names: SeriesNames;
  /** The preset's rule, where one made these names: it gives their times. */
  rule?: ImageRule;
  /** Times from the names, where no rule has them. */
  timing?: Timing;
  /** How many layers of the preset have these same names, where it is more than one: only their sizes differ. */
  layers?: number;
  /** Where the numbers run on from layer to layer. */
  numbering?: Numbering;
  /** The WebVTT files that may list tiles on these images, by their names below the location: one, or one a sheet. */
  vttNames?: readonly string[];
}

/** From which folder's input the images of a series are, and its name as far as it is in theirs. */
export function originOf({ names, rule }: FoundSeries): { folder: string; basename: string | undefined } {
  const { folder, file } = splitFolder(blobName(names, names.ranges[0]?.[0] ?? 0));
  return { folder, basename: rule && filenameMatcher(rule).basenameIn(file) };
}

/** The rules that make other names than the rest, each with the labels of the layers that it stands for. */
export function distinctRules(rules: readonly ImageRule[]): { rule: ImageRule; labels: string[] }[] {
  const labelOf = ({ filenamePattern, label }: ImageRule): string => (/\{label\}/i.test(filenamePattern) ? label : '');
  const groups = groupBy(rules, (rule) => `${labelOf(rule)}\0${codecOf(rule)}`);
  return groups.map((layers) => ({ rule: layers[0], labels: layers.map(({ label }) => label) }));
}

/**
 * The documentation does not say whether `{Index}` starts again with each layer or runs on through all of them. The names do: layers
 * of one input that share no number were numbered in one go, and the least number of each is its first image.
 */
export function withNumbering(series: readonly FoundSeries[]): FoundSeries[] {
  const groups = groupBy(series, (one) => {
    const { folder, basename = '' } = originOf(one);
    return one.rule === undefined || one.rule.isSprite ? '' : [folder, basename, codecOf(one.rule)].join('\0');
  });
  const runsOn = (group: readonly FoundSeries[]): boolean =>
    group.length > 1 && group[0]?.rule?.isSprite === false && !overlap(group.flatMap(({ names }) => names.ranges));
  const through = new Set(groups.filter(runsOn).flat());
  return series.map((one) => {
    const first = one.names.ranges[0]?.[0];
    if (first === undefined || !through.has(one)) return one;
    return { ...one, numbering: { first, stride: strideOf(one.names.ranges) } };
  });
}

function overlap(ranges: readonly IndexRange[]): boolean {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  return sorted.some(([first], i) => first <= (sorted[i - 1]?.[1] ?? -1));
}

/** The least distance from one number to the next: 1 within a run, and where there is no next. */
function strideOf(ranges: readonly IndexRange[]): number {
  const least = ranges.reduce((min, [first, last], i) => {
    return Math.min(min, last > first ? 1 : (ranges[i + 1]?.[0] ?? Infinity) - last);
  }, Infinity);
  return least === Infinity ? 1 : least;
}

/** How images are numbered that no preset explains: from their least number on, at the greatest distance that reaches each of them. */
export function numberingOf({ ranges }: SeriesNames): Numbering & { count: number } {
  const first = ranges[0]?.[0] ?? 1;
  const last = ranges.at(-1)?.[1] ?? first;
  const stride =
    ranges.reduce((common, range) => {
      return range[1] > range[0] ? 1 : greatestDivisor(range[0] - first, common);
    }, 0) || 1;
  return { first, stride, count: (last - first) / stride + 1 };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** The part of a series whose indexes satisfy a condition. */
export function partOf(names: SeriesNames, isIn: (index: number) => boolean): SeriesNames {
  const indexes = [...indexesOf(names)].filter(isIn);
  const { namesByIndex } = names;
  const own = namesByIndex && Object.fromEntries(indexes.map((index) => [index, namesByIndex[index] ?? '']));
  return { ...names, ranges: toRanges(indexes), ...(own !== undefined && { namesByIndex: own }) };
}

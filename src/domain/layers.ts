import { originOf, type FoundSeries } from './found-series.js';
import { codecOf, type ImageRule } from './image-rule.js';
import { indexesOf, toRanges, type IndexRange, type SeriesNames } from './series.js';

/** The rules that make other names than the rest, each with the labels of the layers that it stands for. */
export function distinctRules(rules: readonly ImageRule[]): { rule: ImageRule; labels: string[] }[] {
  const groups = groupBy(rules, (rule) => `${hasLabel(rule) ? rule.label : ''}\0${codecOf(rule)}`);
  return groups.flatMap((layers) => {
    const [rule] = layers;
    return rule === undefined ? [] : [{ rule, labels: layers.map(({ label }) => label) }];
  });
}

function hasLabel({ filenamePattern }: ImageRule): boolean {
  return /\{label\}/i.test(filenamePattern);
}

/**
 * The documentation does not say whether `{Index}` starts again with each layer or runs on through all of them. The names do: layers
 * that share no number were numbered in one go, and the least number of each is its first image. Of several inputs each has
 * layers of its own.
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

/** The least distance from one number to the next: 1 within a run. */
function strideOf(ranges: readonly IndexRange[]): number {
  let least = Infinity;
  ranges.forEach(([first, last], i) => {
    const next = ranges[i + 1]?.[0] ?? Infinity;
    least = Math.min(least, last > first ? 1 : next - last);
  });
  return least === Infinity ? 1 : least;
}

/** The part of a series whose indexes satisfy a condition. */
export function partOf(names: SeriesNames, isIn: (index: number) => boolean): SeriesNames {
  return { ...names, ranges: toRanges([...indexesOf(names)].filter(isIn)) };
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[][] {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return [...groups.values()];
}

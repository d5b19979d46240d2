import type { NumberedName } from './filename-pattern.js';
import { toRanges, type SeriesNames } from './series.js';

/** As many as the largest exact integer has. */
const MAX_DIGITS = 16;

/**
 * Groups names into series: same text before and after the index, and indexes padded alike. Padding is to a least
 * width, so `999999` and `1000000` belong together where the least is six. An index beyond exact integers is no index, nor are
 * more digits than such a number has.
 */
export function numberedSeries(names: readonly NumberedName[]): SeriesNames[] {
  const groups = new Map<string, NumberedName[]>();
  const series: SeriesNames[] = [];
  for (const name of names) {
    if (!isIndex(name.digits)) {
      series.push({ prefix: name.prefix + (name.digits ?? '') + name.suffix, suffix: '', indexDigits: 0, ranges: [] });
      continue;
    }
    const key = `${name.prefix}\0${name.suffix}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [name]);
    else group.push(name);
  }
  for (const group of groups.values()) series.push(...byPadding(group));
  return series;
}

function isIndex(digits: string | undefined): boolean {
  return digits !== undefined && digits.length <= MAX_DIGITS && Number.isSafeInteger(Number(digits));
}

/** Behind a zero, more digits than the least are a padding of their own. */
function byPadding(group: readonly NumberedName[]): SeriesNames[] {
  const [{ prefix, suffix } = { prefix: '', suffix: '' }] = group;
  const least = group.reduce((min, { digits = '' }) => Math.min(min, digits.length), Infinity);
  const byWidth = new Map<number, number[]>();
  for (const { digits = '' } of group) {
    const width = digits.startsWith('0') ? digits.length : least;
    const indexes = byWidth.get(width);
    if (indexes === undefined) byWidth.set(width, [Number(digits)]);
    else indexes.push(Number(digits));
  }
  return [...byWidth]
    .sort(([a], [b]) => a - b)
    .map(([indexDigits, indexes]) => ({ prefix, suffix, indexDigits, ranges: toRanges(indexes) }));
}

import type { NumberedName } from './filename-pattern.js';
import { toRanges, type SeriesNames } from './series.js';

/**
 * Groups names into series: same text before and after the index, and indexes padded alike. Padding is to a least
 * width, so `999999` and `1000000` belong together where the least is six. An index beyond exact integers is no index.
 */
export function numberedSeries(names: readonly NumberedName[]): SeriesNames[] {
  const groups = new Map<string, NumberedName[]>();
  const series: SeriesNames[] = [];
  for (const name of names) {
    if (name.digits === undefined || !Number.isSafeInteger(Number(name.digits))) {
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

function byPadding(group: readonly NumberedName[]): SeriesNames[] {
  const first = group[0];
  if (first === undefined) return [];
  const least = group.reduce((min, { digits = '' }) => Math.min(min, digits.length), Infinity);
  const fits = ({ digits = '' }: NumberedName): boolean => String(Number(digits)).padStart(least, '0') === digits;
  const indexes = group.filter(fits).map(({ digits }) => Number(digits));
  const { prefix, suffix } = first;
  const series = { prefix, suffix, indexDigits: least, ranges: toRanges(indexes) };
  return [series, ...byPadding(group.filter((name) => !fits(name)))];
}

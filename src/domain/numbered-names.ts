import { LIMITS } from './limits.js';
import { toRanges, type SeriesNames } from './series.js';
import { eachInSteps, type Steps } from './steps.js';

/** A file name taken apart around its index; `digits` is undefined for a name without one. */
export interface NumberedName {
  prefix: string;
  digits?: string;
  suffix: string;
}

/** The index that ends a name before its extension, in names of any encoder: `clip_000012.jpg` → `clip_`, `000012`, `.jpg`. */
export function trailingIndex(fileName: string): NumberedName {
  const dot = fileName.lastIndexOf('.');
  let from = Math.max(dot, 0);
  while (from > 0 && isDigit(fileName.charCodeAt(from - 1))) from -= 1;
  if (from >= dot || dot === fileName.length - 1) return { prefix: fileName, suffix: '' };
  return { prefix: fileName.slice(0, from), digits: fileName.slice(from, dot), suffix: fileName.slice(dot) };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A name ends in a GUID, or in a word of hexadecimal digits that is as long as ids are. */
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HEX_WORD = /(?<![0-9a-z])[0-9a-f]{8,}$/i;

/** What ends alike in names that may be ids. */
interface HexWords {
  count: number;
  /** What stands before the last digits of each, where that holds digits itself. */
  beginnings: Set<string>;
}

/**
 * Takes names apart around their index. The last digits of a GUID are none, and of the images that end in hexadecimal words of one length
 * all have an index or none has: in ids nearly every word begins differently, in a run they begin alike.
 */
export function* numberedNames(names: readonly string[]): Steps<NumberedName[]> {
  const numbered: NumberedName[] = [];
  const words = new Map<NumberedName, HexWords>();
  const alike = new Map<string, HexWords>();
  yield* eachInSteps(names, (name) => {
    const one = trailingIndex(name);
    const { prefix, digits, suffix } = one;
    const stem = prefix + (digits ?? '');
    const isId = digits !== undefined && GUID.test(stem);
    numbered.push(isId ? { prefix: name, suffix: '' } : one);
    if (digits === undefined || isId) return;
    const word = HEX_WORD.exec(stem)?.[0];
    if (word === undefined) return;
    const key = `${stem.slice(0, -word.length)}\0${word.length}\0${suffix}`;
    const known = alike.get(key) ?? { count: 0, beginnings: new Set() };
    const beginning = word.slice(0, -digits.length);
    known.count += 1;
    if (/\d/.test(beginning)) known.beginnings.add(beginning);
    alike.set(key, known);
    words.set(one, known);
  });
  yield* eachInSteps(numbered.entries(), ([i, one]) => {
    const { count, beginnings } = words.get(one) ?? { count: 0, beginnings: new Set() };
    if (beginnings.size * 2 > count) numbered[i] = { prefix: nameOf(one), suffix: '' };
  });
  return numbered;
}

export function nameOf({ prefix, digits = '', suffix }: NumberedName): string {
  return prefix + digits + suffix;
}

/**
 * Groups names into series: same text around the index, and the same minimum width of the index: with six, `999999` and `1000000` are
 * of one series. A number beyond exact integers, or of more than 16 digits, is text and no index.
 */
export function* numberedSeries(names: readonly NumberedName[]): Steps<SeriesNames[]> {
  const series: SeriesNames[] = [];
  const groups = new Map<string, [NumberedName, ...NumberedName[]]>();
  yield* eachInSteps(names, (one) => {
    const { prefix, digits = '', suffix } = one;
    if (!isUsableIndex(digits)) {
      series.push(singleName(one));
      return;
    }
    const key = `${prefix}\0${suffix}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  });
  for (const group of groups.values()) {
    for (const one of yield* byPadding(group)) series.push(one);
    yield undefined;
  }
  return series;
}

/** Whether the digits are a number that a row can hold. */
export function isUsableIndex(digits: string): boolean {
  return digits !== '' && digits.length <= LIMITS.indexDigits && Number.isSafeInteger(Number(digits));
}

/** The names of a series of one; its number, if any, is text. */
export function singleName(name: NumberedName): SeriesNames {
  return { prefix: nameOf(name), suffix: '', indexDigits: 0, ranges: [] };
}

/** A name with a leading zero has the width of its own digits; the others have the least width of the group. */
function* byPadding(group: readonly [NumberedName, ...NumberedName[]]): Steps<SeriesNames[]> {
  const [{ prefix, suffix }] = group;
  let least = Infinity;
  yield* eachInSteps(group, ({ digits = '' }) => {
    least = Math.min(least, digits.length);
  });
  const indexesByWidth = new Map<number, number[]>();
  yield* eachInSteps(group, ({ digits = '' }) => {
    const width = digits.startsWith('0') ? digits.length : least;
    const indexes = indexesByWidth.get(width);
    if (indexes === undefined) indexesByWidth.set(width, [Number(digits)]);
    else indexes.push(Number(digits));
  });
  return [...indexesByWidth]
    .map(([indexDigits, indexes]) => ({ prefix, suffix, indexDigits, ranges: toRanges(indexes) }))
    .sort((a, b) => a.indexDigits - b.indexDigits);
}

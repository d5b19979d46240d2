import type { ImageRule } from './image-rule.js';
import { LIMITS } from './limits.js';
import { toRanges, type SeriesNames } from './series.js';
import { escapeRegExp, groupBy } from './text.js';

/** A file name taken apart around its index; `digits` is undefined for a name without one. */
export interface NumberedName {
  prefix: string;
  digits?: string;
  suffix: string;
}

/** Reads the file names that one rule makes. Of two that match a name, the one with more literal letters is meant. */
export interface FilenameMatcher {
  match: (fileName: string) => NumberedName | undefined;
  /** The input's name in a name that matches, perhaps cut; undefined where the pattern has no place for it. */
  basenameIn: (fileName: string) => string | undefined;
  literalLength: number;
}

/** What macros stand for in a name. Numbers end somewhere: with two open ends beside `{Basename}` a match can explode. */
const SHAPES: Readonly<Record<string, string>> = {
  index: String.raw`\d{6,16}`,
  resolution: String.raw`(?:\d{1,5}x\d{1,5})?`,
};

/** The encoder cuts a name to 64 characters at most. One that is repeated is compared at each try, so there it is no longer than that. */
const REPEATED_BASENAME = `.{1,${LIMITS.repeatedBasename}}`;

const known = new WeakMap<ImageRule, FilenameMatcher>();

/** The matcher of a rule, made once. */
export function filenameMatcher(rule: ImageRule): FilenameMatcher {
  const matcher = known.get(rule) ?? toMatcher(rule);
  known.set(rule, matcher);
  return matcher;
}

/**
 * Turns a `filenamePattern` into a matcher. `{Basename}` is any text, since the input's name is not always known;
 * `{Index}` is six digits or more; a macro that has no value for images collapses to nothing, as it does in the encoder.
 * A repeated macro must repeat its text, which also keeps a hostile pattern from making the match explode.
 */
function toMatcher({ filenamePattern, extension, label }: ImageRule): FilenameMatcher {
  const seen = new Set<string>();
  let literalLength = 0;
  const basename = filenamePattern.split(/\{basename\}/i).length > 2 ? REPEATED_BASENAME : '.+';
  const shapes: Readonly<Record<string, string>> = { ...SHAPES, basename };
  const macro = (name: string): string => {
    if (name === 'label') return literal(label);
    if (name === 'extension') return literal(extension);
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined) return '';
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>${shape})`;
  };
  const literal = (text: string): string => {
    literalLength += text.length;
    return escapeRegExp(text);
  };
  const source = filenamePattern
    .split(/(\{[A-Za-z]+\})/)
    .map((part, i) => (i % 2 === 1 ? macro(part.slice(1, -1).toLowerCase()) : literal(part)))
    .join('')
    // Where nothing lies between the two, the name would take the resolution that is no part of it.
    .replace(`(?<basename>${basename})(?<resolution>`, `(?<basename>${basename}?)(?<resolution>`);
  const pattern = new RegExp(`^${source}$`, 'dis');
  return {
    literalLength,
    match: (fileName) => takeApart(fileName, pattern.exec(fileName)),
    basenameIn: (fileName) => pattern.exec(fileName)?.groups?.['basename'],
  };
}

function takeApart(fileName: string, match: RegExpExecArray | null): NumberedName | undefined {
  if (match === null) return undefined;
  const span = match.indices?.groups?.['index'];
  if (span === undefined) return { prefix: fileName, suffix: '' };
  return { prefix: fileName.slice(0, span[0]), digits: fileName.slice(...span), suffix: fileName.slice(span[1]) };
}

/** The index that ends a name before its extension, in names of any encoder: `clip_000012.jpg` → `clip_`, `000012`, `.jpg`. */
export function trailingIndex(fileName: string): NumberedName {
  const dot = fileName.lastIndexOf('.');
  const [, prefix = '', digits] = /^(.*\D)?(\d+)$/s.exec(fileName.slice(0, Math.max(dot, 0))) ?? [];
  if (digits === undefined || dot === fileName.length - 1) return { prefix: fileName, suffix: '' };
  return { prefix, digits, suffix: fileName.slice(dot) };
}

/**
 * Groups names into series: same text around the index, and indexes padded alike, to a least width: `999999` and `1000000` belong
 * together where it is six. An index beyond exact integers is no index, nor are more digits than such a number has.
 */
export function numberedSeries(names: readonly NumberedName[]): SeriesNames[] {
  const hasIndex = ({ digits = '' }: NumberedName): boolean =>
    digits !== '' && digits.length <= LIMITS.indexDigits && Number.isSafeInteger(Number(digits));
  const single = names.filter((name) => !hasIndex(name)).map(singleName);
  const groups = groupBy(names.filter(hasIndex), ({ prefix, suffix }) => `${prefix}\0${suffix}`);
  return [...single, ...groups.flatMap(byPadding)];
}

/** The names of a series of one, whose number, if any, is no index. */
export function singleName({ prefix, digits = '', suffix }: NumberedName): SeriesNames {
  return { prefix: prefix + digits + suffix, suffix: '', indexDigits: 0, ranges: [] };
}

/** Behind a zero, more digits than the least are a padding of their own. */
function byPadding(group: readonly [NumberedName, ...NumberedName[]]): SeriesNames[] {
  const [{ prefix, suffix }] = group;
  const least = group.reduce((min, { digits = '' }) => Math.min(min, digits.length), Infinity);
  const widthOf = ({ digits = '' }: NumberedName): number => (digits.startsWith('0') ? digits.length : least);
  return groupBy(group, (name) => String(widthOf(name)))
    .map((alike) => {
      const ranges = toRanges(alike.map(({ digits }) => Number(digits)));
      return { prefix, suffix, indexDigits: widthOf(alike[0]), ranges };
    })
    .sort((a, b) => a.indexDigits - b.indexDigits);
}

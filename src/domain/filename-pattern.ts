import type { ImageRule } from './image-rule.js';
import { LIMITS } from './limits.js';
import type { NumberedName } from './numbered-names.js';
import { escapeRegExp } from './text.js';

/** Reads the file names that one rule makes. Where several match a name, callers prefer the greatest `literalLength`. */
export interface FilenameMatcher {
  match: (fileName: string) => NumberedName | undefined;
  /** The input's name in a name that matches, possibly truncated by the encoder; undefined where the pattern has no place for it. */
  basenameIn: (fileName: string) => string | undefined;
  literalLength: number;
}

/** What macros stand for in a name. Numbers have bounds: two unbounded parts beside `{Basename}` would backtrack without end. */
const SHAPES: Readonly<Record<string, string>> = {
  index: String.raw`\d{6,${LIMITS.indexDigits}}`,
  resolution: String.raw`(?:\d{1,5}x\d{1,5})?`,
};

/** A repeated `{Basename}` is compared again at each length, so it is bounded: the encoder cuts it to 64 characters at most. */
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
 * `{Index}` is 6 to 16 digits; a macro that has no value for images collapses to nothing, as it does in the encoder.
 * A repeated macro must repeat its text, which also keeps a hostile pattern from backtracking without end.
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
    // `{Basename}` directly before `{Resolution}` matches as little as it can: it would take the resolution, too.
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

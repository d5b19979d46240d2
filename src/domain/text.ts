import { createHash } from 'node:crypto';

/** SHA-256 of a text as 64 lower-case hexadecimal digits; callers cut it to the length they need. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** `text` made safe to stand literally in a regular expression. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Orders two texts by code unit, the same on every machine; locale collation is not. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups values by a text; groups and values keep their order. */
export function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): [Value, ...Value[]][] {
  const groups = new Map<string, [Value, ...Value[]]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return [...groups.values()];
}

/**
 * The names that an address or a path may mean, the likeliest first: what stands at its end, decoded, without query and fragment.
 * But a name may hold `#`, `?`, `%` and what looks like a code itself, and not every writer of it encodes it.
 */
export function namesIn(address: string): string[] {
  const whole = address.trim();
  const query = whole.lastIndexOf('?');
  const paths = [whole.split(/[?#]/, 1)[0] ?? '', query < 0 ? whole : whole.slice(0, query), whole];
  const names = paths.flatMap((path) => [decoded(path), path]).map((path) => path.slice(path.lastIndexOf('/') + 1));
  return [...new Set(names)];
}

/** The likeliest of them. */
export function lastName(address: string): string {
  return namesIn(address)[0] ?? '';
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

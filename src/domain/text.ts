/** `text` made safe to stand literally in a regular expression. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Orders two texts by code unit, the same on every machine; locale collation is not. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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

/** `text` made safe to stand literally in a regular expression. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Orders two texts by code unit, the same on every machine; locale collation is not. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The name at the end of an address or a path, without what percent-encoding, queries and fragments put around it. */
export function lastName(address: string): string {
  const [path = ''] = address.trim().split(/[?#]/);
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

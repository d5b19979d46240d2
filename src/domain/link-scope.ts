import type { Kind } from './series.js';

/** The parameters of the request that made a permalink to a poster or a storyboard. */
export interface LinkScope {
  kinds?: readonly Kind[] | undefined;
  /** In pixels. */
  height?: number | undefined;
  atMs?: number | undefined;
}

/** In one spelling, so that the same question gives the same link. */
export function toScopeText({ kinds, height, atMs }: LinkScope): string {
  return new URLSearchParams({
    ...(kinds !== undefined && { kind: [...new Set(kinds)].sort().join(',') }),
    ...(height !== undefined && { height: String(height) }),
    ...(atMs !== undefined && { at: String(atMs) }),
  }).toString();
}

/** Reads what `toScopeText` has written; the text was signed, so it is our own. */
export function fromScopeText(text: string): LinkScope {
  const parts = new URLSearchParams(text);
  const [kind, height, at] = ['kind', 'height', 'at'].map((name) => parts.get(name));
  return {
    ...(typeof kind === 'string' && { kinds: kind.split(',') as Kind[] }),
    ...(typeof height === 'string' && { height: Number(height) }),
    ...(typeof at === 'string' && { atMs: Number(at) }),
  };
}

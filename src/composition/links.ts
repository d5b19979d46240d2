import { makeLinks, type Links } from '../application/links.js';
import type { Config } from '../config.js';

/** Permalinks need a key that signs them, and somebody who says what they begin with. */
export function linksOf({ publicUrl, links }: Readonly<Config>): Links | undefined {
  if (publicUrl === undefined || links.keys.length === 0) return undefined;
  return makeLinks({ publicUrl, ...links });
}

import { createHash } from 'node:crypto';
import { acceptedCodings, type Coding } from './accept-encoding.js';
import type { RequestLike } from './request.js';

/** A strong entity tag (RFC 9110, 8.8.3) over everything that a body depends on but its coding. */
export function entityTag(...parts: readonly string[]): string {
  return `"${createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 27)}"`;
}

/** The tag of the body in this coding: other bytes, so another strong tag (RFC 9110, 8.8.3.3). */
export function etagForEncoding(tag: string, coding: Coding): string {
  return coding === 'identity' ? tag : `${tag.slice(0, -1)}-${coding}"`;
}

/** Whether the caller holds this very answer, in whichever coding. */
export function matchesIfNoneMatch(request: Pick<RequestLike, 'headers'>, tag: string): boolean {
  return matchingEtag(request, tag) !== undefined;
}

/**
 * The tag under which the caller holds the answer, in a coding that it takes now: a cache that holds another one must not
 * hand it on. `If-None-Match` compares weakly (RFC 9110, 13.1.2).
 */
export function matchingEtag({ headers }: Pick<RequestLike, 'headers'>, tag: string): string | undefined {
  const given = headers.get('if-none-match');
  if (given === null) return undefined;
  const held = given.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (held.includes('*')) return tag;
  const codings = acceptedCodings(headers.get('accept-encoding'));
  return codings.map((coding) => etagForEncoding(tag, coding)).find((one) => held.includes(one));
}

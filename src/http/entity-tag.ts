import { createHash } from 'node:crypto';
import Negotiator from 'negotiator';
import type { RequestLike } from './request.js';

/** How a body may be sent, our favourite first: Brotli is smaller and quicker (finalize-response.ts has the figures). */
const CODINGS = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof CODINGS)[number];

/**
 * The codings that a caller takes, its favourites first and ours among equals (RFC 9110, 12.5.3). `identity` is taken
 * unless it is refused. A caller that says nothing takes anything, but gets what every client can read.
 */
export function acceptedCodings(acceptEncoding: string | null): Coding[] {
  if (acceptEncoding === null) return ['identity', 'br', 'gzip'];
  // `x-gzip` is an old name of gzip (RFC 9110, 8.4.1.3).
  const headers = { 'accept-encoding': acceptEncoding.replaceAll(/x-gzip/gi, 'gzip') };
  return new Negotiator({ headers }).encodings(CODINGS, { preferred: CODINGS });
}

/** A strong entity tag (RFC 9110, 8.8.3) over everything that a body depends on but its coding. */
export function entityTag(...parts: readonly string[]): string {
  return `"${createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 27)}"`;
}

/** The tag of the body in this coding: other bytes, so another strong tag (RFC 9110, 8.8.3.3). */
export function etagForEncoding(tag: string, coding: Coding): string {
  return coding === 'identity' ? tag : `${tag.slice(0, -1)}-${coding}"`;
}

/**
 * The tag under which the caller holds the answer, in a coding that it takes now: a cache that holds another one must not
 * hand it on. Undefined for a caller that does not hold it. `If-None-Match` compares weakly (RFC 9110, 13.1.2).
 */
export function matchingEtag({ headers }: Pick<RequestLike, 'headers'>, tag: string): string | undefined {
  const given = headers.get('if-none-match');
  if (given === null) return undefined;
  const held = given.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (held.includes('*')) return tag;
  const codings = acceptedCodings(headers.get('accept-encoding'));
  return codings.map((coding) => etagForEncoding(tag, coding)).find((one) => held.includes(one));
}

import type { HttpResponseInit } from '@azure/functions';
import { createHash } from 'node:crypto';
import Negotiator from 'negotiator';
import { LIMITS } from '../domain/limits.js';
import { problem } from './problem.js';
import type { RequestLike } from './request.js';
import type { Make, ResponseCache } from './response-cache.js';

/** A response that has no entity tag, and the outcome that the log gets. */
export interface Untagged {
  outcome: string;
  response: HttpResponseInit;
  signed?: number;
}

/** A body that is not made yet, and everything that is known before. */
export interface Representation {
  tag: string;
  /** When the first of the URLs in it ends; goes with 304 too. */
  expires?: Date | undefined;
  /** Goes with the body alone; `Content-Type` is JSON without one. */
  headers?: Record<string, string>;
  /** Signs; is not called for a caller or a cache that has the body. */
  make: Make;
  /** How many URLs `make` signs. */
  signed?: number;
}

export const UNKNOWN_VIDEO: Untagged = { outcome: 'unknown', response: problem('video-not-found') };

/** Bodies are asked for again each time, and answered with 304 while they hold: their URLs expire on our clock. */
const CACHEABLE = { 'Cache-Control': 'private, no-cache' };

/** The one sequence of all tagged answers: 304, cached body, new body; each ends with a log line. */
export async function represent(
  request: Pick<RequestLike, 'headers'>,
  found: Representation | Untagged,
  log: (outcome: string, signed: number) => void,
  cache?: ResponseCache,
): Promise<HttpResponseInit> {
  if ('response' in found) return untagged(found);
  const { tag, expires, headers, make, signed = 0 } = found;
  const expiry = urlExpiryHeader(expires);
  const held = matchingEtag(request, tag);
  if (held !== undefined) {
    log('not-modified', 0);
    return notModified(held, expiry);
  }
  const { body, isNew } = cache === undefined ? { body: await make(), isNew: true } : await cache.bodyOf(tag, make);
  if (typeof body !== 'string') return untagged(isNew ? body : { ...body, signed: 0 });
  log('answered', isNew ? signed : 0);
  return {
    status: 200,
    // Exactly that, since one player does not take it with a charset behind.
    headers: { 'Content-Type': 'application/json', ...CACHEABLE, ETag: tag, ...expiry, ...headers },
    body,
  };

  function untagged({ outcome, response, signed: made = 0 }: Untagged): HttpResponseInit {
    log(outcome, made);
    return response;
  }
}

export function notModified(tag: string, headers: Record<string, string> = {}): HttpResponseInit {
  return { status: 304, headers: { ...CACHEABLE, ETag: tag, ...headers } };
}

/** A success that will be another in a moment. */
export function noStoreJson(value: unknown, headers: Record<string, string> = {}): HttpResponseInit {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

/** When the first of the signed URLs in an answer ends, for callers that do not read its body. */
export function urlExpiryHeader(expires: Date | undefined): Record<string, string> {
  return expires === undefined ? {} : { 'X-Url-Expires': expires.toISOString() };
}

/** How a body may be sent, our favourite first: Brotli is smaller and quicker (finalize-response.ts has the figures). */
const CODINGS = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof CODINGS)[number];

/**
 * The codings that a caller takes, its favourites first and ours among equals (RFC 9110, 12.5.3). `identity` is taken
 * unless it is refused. A caller that says nothing, or too much, takes anything, but gets what every client can read.
 */
export function acceptedCodings(acceptEncoding: string | null): Coding[] {
  if (acceptEncoding === null || acceptEncoding.length > LIMITS.acceptCharacters) return ['identity', 'br', 'gzip'];
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

import type { HttpResponseInit } from '@azure/functions';
import { matchingEtag } from './entity-tag.js';
import { problem } from './problem.js';
import type { RequestLike } from './request.js';

/** Bodies in memory by their entity tag, so that a repeat within a signing window signs nothing. */
export interface ResponseCache {
  get(tag: string): string | undefined;
  set(tag: string, body: string, options: { size: number }): unknown;
}

/** A response that has no entity tag, and the outcome that the log gets. */
export interface Untagged {
  outcome: string;
  response: HttpResponseInit;
  signed?: number;
}

/** A body that is not made yet, and everything that is known before. */
export interface Representation {
  tag: string;
  /** Goes with 304 too. */
  expiry?: Record<string, string>;
  /** Goes with the body alone; `Content-Type` is JSON without one. */
  headers?: Record<string, string>;
  /** Signs; is not called for a caller or a cache that has the body. */
  make: () => string | Untagged;
  /** How many URLs `make` signs. */
  signed?: number;
}

export const UNKNOWN_VIDEO: Untagged = { outcome: 'unknown', response: problem('video-not-found') };

/** Bodies are asked for again each time, and answered with 304 while they hold: their URLs expire on our clock. */
const CACHEABLE = { 'Cache-Control': 'private, no-cache' };

/** The one sequence of all tagged answers: 304, cached body, new body; each ends with a log line. */
export function represent(
  request: Pick<RequestLike, 'headers'>,
  found: Representation | Untagged,
  log: (outcome: string, signed: number) => void,
  cache?: ResponseCache,
): HttpResponseInit {
  if ('response' in found) return untagged(found);
  const { tag, expiry, headers, make, signed = 0 } = found;
  const held = matchingEtag(request, tag);
  if (held !== undefined) {
    log('not-modified', 0);
    return notModified(held, expiry);
  }
  const cached = cache?.get(tag);
  const body = cached ?? make();
  if (typeof body !== 'string') return untagged(body);
  if (cached === undefined) cache?.set(tag, body, { size: body.length });
  log('answered', cached === undefined ? signed : 0);
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
export function urlExpiryHeader(expires: Date): Record<string, string> {
  return { 'X-Url-Expires': expires.toISOString() };
}

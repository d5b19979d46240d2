import type { HttpResponseInit } from '@azure/functions';
import { matchesIfNoneMatch } from './entity-tag.js';
import { problem } from './problem.js';
import type { RequestLike } from './request.js';
import { notModified, success } from './response.js';

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
  contentType?: string;
  /** Goes with 304 too. */
  expiry: Record<string, string>;
  /** Goes with the body alone. */
  headers?: Record<string, string>;
  /** Signs; is not called for a caller or a cache that has the body. */
  make: () => string | Untagged;
  /** How many URLs `make` signs. */
  signed: number;
}

export const UNKNOWN_VIDEO: Untagged = { outcome: 'unknown', response: problem('video-not-found') };

/** The one sequence of all tagged answers: 304, cached body, new body; each ends with a log line. */
export function represent(
  request: Pick<RequestLike, 'headers'>,
  found: Representation | Untagged,
  log: (outcome: string, signed: number) => void,
  cache?: ResponseCache,
): HttpResponseInit {
  if ('response' in found) return untagged(found);
  const { tag, contentType = 'application/json', expiry, headers = {}, make, signed } = found;
  if (matchesIfNoneMatch(request, tag)) {
    log('not-modified', 0);
    return notModified(tag, expiry);
  }
  const cached = cache?.get(tag);
  const body = cached ?? make();
  if (typeof body !== 'string') return untagged(body);
  if (cached === undefined) cache?.set(tag, body, { size: body.length });
  log('answered', cached === undefined ? signed : 0);
  return success(contentType, body, tag, { ...expiry, ...headers });

  function untagged({ outcome, response, signed: made = 0 }: Untagged): HttpResponseInit {
    log(outcome, made);
    return response;
  }
}

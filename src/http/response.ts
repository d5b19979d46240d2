import type { HttpResponseInit } from '@azure/functions';

/** Bodies are asked for again each time, and answered with 304 while they hold: their URLs expire on our clock. */
const CACHEABLE = { 'Cache-Control': 'private, no-cache' };

/** When the first of the signed URLs in an answer ends, for callers that do not read its body. */
export function urlExpiryHeader(expires: Date): Record<string, string> {
  return { 'X-Url-Expires': expires.toISOString() };
}

export function notModified(tag: string, headers: Record<string, string> = {}): HttpResponseInit {
  return { status: 304, headers: { ...CACHEABLE, ETag: tag, ...headers } };
}

/** A success: exactly `application/json`, since one player does not take it with a charset behind. */
export function json(body: string, tag: string, headers: Record<string, string> = {}): HttpResponseInit {
  return success('application/json', body, tag, headers);
}

/** A success of any type of text. */
export function success(
  contentType: string,
  body: string,
  tag: string,
  headers: Record<string, string> = {},
): HttpResponseInit {
  return { status: 200, headers: { 'Content-Type': contentType, ...CACHEABLE, ETag: tag, ...headers }, body };
}

/** A success that will be another in a moment. */
export function noStoreJson(value: unknown, headers: Record<string, string> = {}): HttpResponseInit {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

/** Done, and there is nothing to show. */
export function noContent(): HttpResponseInit {
  return { status: 204, headers: { 'Cache-Control': 'no-store' } };
}

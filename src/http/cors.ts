import type { HttpHandler, HttpResponseInit } from '@azure/functions';
import type { RequestLike } from './request.js';

/** What of an answer a page's script may read, besides what every page may: https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const EXPOSED = 'ETag, Link, Retry-After, X-Job-Error, X-Request-Id, X-Url-Expires';
/** Methods that pages may use. DELETE is for operators: a page never has their keys. */
const METHODS = 'GET, HEAD, OPTIONS';
/** What pages may send: keys of the host or a gateway, what they hold already, and what telemetry in browsers adds. */
const SENT = 'accept, authorization, if-none-match, traceparent, x-functions-key';
/** Two hours: Chromium remembers no longer. */
const MAX_AGE_SECONDS = '7200';

/**
 * Lets pages of these origins (`*`: of any) read the answers. Credentials are not allowed: a key travels in a header of its
 * own.
 */
export function allowOrigins(origins: readonly string[], handle: HttpHandler): HttpHandler {
  if (origins.length === 0) return handle;
  return async (request, context) => {
    const response = (await handle(request, context)) as HttpResponseInit;
    if (request.method === 'OPTIONS') return response;
    const allowed = allowedOrigin(origins, request);
    const cors =
      allowed === undefined ? {} : { 'Access-Control-Allow-Origin': allowed, 'Access-Control-Expose-Headers': EXPOSED };
    const headers = response.headers as Record<string, string> | undefined;
    return { ...response, headers: { Vary: 'Origin', ...headers, ...cors } };
  };
}

function allowedOrigin(origins: readonly string[], { headers }: Pick<RequestLike, 'headers'>): string | undefined {
  const origin = headers.get('origin');
  if (origins.includes('*')) return '*';
  return origin !== null && origins.some((one) => covers(one, origin)) ? origin : undefined;
}

/** `http://localhost:*` stands for any port, and for the one that browsers leave out. */
function covers(allowed: string, origin: string): boolean {
  return allowed === origin || (allowed.endsWith(':*') && origin.replace(/:\d+$/, '') === allowed.slice(0, -2));
}

/**
 * `OPTIONS` of every route (https://fetch.spec.whatwg.org/#cors-preflight-request). In Azure the platform answers preflights
 * itself, from the same list (infra sets both); this is for hosts that have nothing of the kind.
 */
export function preflight(origins: readonly string[], request: Pick<RequestLike, 'headers'>): HttpResponseInit {
  const allowed = allowedOrigin(origins, request);
  const isPreflight = request.headers.has('access-control-request-method');
  const cors = {
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': SENT,
    'Access-Control-Max-Age': MAX_AGE_SECONDS,
  };
  return {
    status: 204,
    headers: {
      Allow: METHODS,
      'Cache-Control': 'no-store',
      ...(allowed !== undefined && { 'Access-Control-Allow-Origin': allowed, ...(isPreflight && cors) }),
    },
  };
}

import type { HttpHandler, HttpResponseInit } from '@azure/functions';

/** What of an answer a page's script may read, besides what every page may: https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const EXPOSED = 'ETag, Link, Retry-After, X-Request-Id, X-Url-Expires';

/**
 * Lets pages of these origins (`*`: of any) read the answers. Preflights never come here: the platform answers them, from
 * the same list (infra sets both). Credentials are not allowed: a key travels in a header of its own.
 */
export function allowOrigins(origins: readonly string[], handle: HttpHandler): HttpHandler {
  if (origins.length === 0) return handle;
  return async (request, context) => {
    const response = (await handle(request, context)) as HttpResponseInit;
    const origin = request.headers.get('origin');
    const allowed = origins.includes('*') ? '*' : origins.find((one) => one === origin);
    const cors =
      allowed === undefined ? {} : { 'Access-Control-Allow-Origin': allowed, 'Access-Control-Expose-Headers': EXPOSED };
    const headers = response.headers as Record<string, string> | undefined;
    return { ...response, headers: { Vary: 'Origin', ...headers, ...cors } };
  };
}

import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { codingFor, createCompress, type Body, type Compress } from './content-coding.js';
import { etagForEncoding, matchingEtag } from './entity-tag.js';

/** What goes with every answer, whatever it says. */
const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  // A page that isolates itself (COEP) may use what it is given only with this.
  'Cross-Origin-Resource-Policy': 'cross-origin',
  Vary: 'Accept-Encoding, Origin',
};

/** For responses that caches must revalidate. */
const LONG_AGO = new Date(0).toUTCString();

type Headers = Record<string, string>;

/** Completes an answer for its way out. */
export type FinalizeResponse = (
  request: Pick<HttpRequest, 'method' | 'headers'>,
  requestId: string,
  response: HttpResponseInit,
) => Promise<HttpResponseInit>;

/**
 * The one place that gives every answer, success and problem alike, the headers that all have; sends bodies in the coding
 * that the caller takes; and gives `HEAD` everything but the body. `requestId` is that of the invocation: log lines have it.
 */
export function createFinalizeResponse(
  compress: Compress = createCompress(),
  now: () => number = Date.now,
): FinalizeResponse {
  return async (request, requestId, { body, ...response }) => {
    const own = (response.headers ?? {}) as Headers;
    const headers = { ...ALWAYS, 'X-Request-Id': requestId, Expires: expires(own['Cache-Control'], now()), ...own };
    if (response.status === 304) {
      const tag = own['ETag'] ?? '';
      return { ...response, headers: { ...headers, ETag: matchingEtag(request, tag) ?? tag } };
    }
    if (!isWhole(body)) return { ...response, headers, ...(body !== undefined && { body }) };
    const coded = await encode(request, body, headers, compress);
    return { ...response, headers: coded.headers, ...(request.method !== 'HEAD' && { body: coded.body }) };
  };
}

/** `Expires` for caches that know no `Cache-Control`: it says the same (RFC 9111, 5.3). */
function expires(cacheControl: string | undefined, nowMs: number): string {
  const seconds = /(?:^|[\s,])max-age=(\d+)/.exec(cacheControl ?? '')?.[1];
  return seconds === undefined ? LONG_AGO : new Date(nowMs + Number(seconds) * 1000).toUTCString();
}

function isWhole(body: HttpResponseInit['body']): body is Body {
  return typeof body === 'string' || body instanceof Uint8Array;
}

async function encode(
  { headers: requestHeaders }: Pick<HttpRequest, 'headers'>,
  body: Body,
  headers: Headers,
  compress: Compress,
): Promise<{ headers: Headers; body: Body }> {
  const plainLength = Buffer.byteLength(body);
  const coding = codingFor(requestHeaders.get('accept-encoding'), headers['Content-Type'] ?? '', plainLength);
  if (coding === 'identity') return { headers: { ...headers, 'Content-Length': String(plainLength) }, body };
  const tag = headers['ETag'];
  const bytes = await compress(body, coding, tag);
  return {
    headers: {
      ...headers,
      'Content-Encoding': coding,
      'Content-Length': String(bytes.length),
      ...(tag !== undefined && { ETag: etagForEncoding(tag, coding) }),
    },
    body: bytes,
  };
}

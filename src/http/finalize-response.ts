import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { LRUCache } from 'lru-cache';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { acceptedCodings, etagForEncoding, type Coding } from './represent.js';

/** What goes with every answer, whatever it says. */
const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  // A page that isolates itself (COEP) may use what it is given only with this.
  'Cross-Origin-Resource-Policy': 'cross-origin',
  Vary: 'Accept-Encoding, Origin',
};
/** For responses that caches must revalidate. */
const LONG_AGO = new Date(0).toUTCString();

/** Smaller bodies are sent as they are. */
export const MIN_COMPRESSED_BYTES = 1024;
/** Compressed bodies in memory, in bytes. */
const MAX_CACHE_BYTES = 16 * 1024 * 1024;
/** Text, JSON, playlists and drawings; images are compressed already. */
const COMPRESSIBLE =
  /^(text\/[\w.+-]+|application\/([\w.+-]*\+)?json|application\/vnd\.apple\.mpegurl|image\/svg\+xml)(;|$)/;

type Body = string | Uint8Array;
export type Compressors = Record<Exclude<Coding, 'identity'>, (body: Body) => Promise<Uint8Array>>;

/**
 * The lowest levels, on zlib's own threads. Measured on lists of 5 to 5,000 thumbnails: Brotli at 1 makes 8 % of 3 MB in
 * 5 ms, gzip at 1 makes 9 % in 12 ms; at 5 and 6 they take 46 and 31 ms to save another tenth of that and less.
 */
const ZLIB: Compressors = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  gzip: (body) => promisify(gzip)(body, { level: 1 }),
};

/** Completes an answer for its way out. */
export type FinalizeResponse = ReturnType<typeof createFinalizeResponse>;

/**
 * The one place that gives every answer, success and problem alike, the headers that all have; sends bodies in the coding
 * that the caller takes; and gives `HEAD` everything but the body. `requestId` is that of the invocation: log lines have it.
 */
export function createFinalizeResponse(compressors: Compressors = ZLIB, now: () => number = Date.now) {
  /** By tag and coding: a body that has a tag is compressed once. */
  const cache = new LRUCache<string, Uint8Array, () => Promise<Uint8Array>>({
    maxSize: MAX_CACHE_BYTES,
    sizeCalculation: (bytes) => bytes.length,
    fetchMethod: (_tag, _stale, { context: compress }) => compress(),
  });
  return async (
    { method, headers: asked }: Pick<HttpRequest, 'method' | 'headers'>,
    requestId: string,
    { body: plain, ...response }: HttpResponseInit,
  ): Promise<HttpResponseInit> => {
    const own = (response.headers ?? {}) as Record<string, string>;
    const headers = { ...ALWAYS, 'X-Request-Id': requestId, Expires: expires(own['Cache-Control'], now()), ...own };
    if (plain === undefined) return { ...response, headers };
    // An image that the app brings is a stream, of a type that is never compressed.
    if (!isWhole(plain)) {
      if (method !== 'HEAD') return { ...response, headers, body: plain };
      // A body that is not sent is not read either: what it reserved must end.
      if (plain instanceof ReadableStream) await plain.cancel();
      return { ...response, headers };
    }
    const { body, coded } = await encode(plain);
    const length = { 'Content-Length': String(Buffer.byteLength(body)) };
    return { ...response, headers: { ...headers, ...coded, ...length }, ...(method !== 'HEAD' && { body }) };

    async function encode(body: Body): Promise<{ body: Body; coded?: Record<string, string> }> {
      const coding = codingFor(asked.get('accept-encoding'), own['Content-Type'] ?? '', Buffer.byteLength(body));
      if (coding === 'identity') return { body };
      const compress = () => compressors[coding](body);
      const tag = own['ETag'];
      if (tag === undefined) return { body: await compress(), coded: { 'Content-Encoding': coding } };
      const ETag = etagForEncoding(tag, coding);
      return {
        body: await cache.forceFetch(ETag, { context: compress }),
        coded: { 'Content-Encoding': coding, ETag },
      };
    }
  };
}

function isWhole(body: HttpResponseInit['body']): body is Body {
  return typeof body === 'string' || body instanceof Uint8Array;
}

/** `Expires` for caches that know no `Cache-Control`: it says the same (RFC 9111, 5.3). */
function expires(cacheControl: string | undefined, nowMs: number): string {
  const seconds = /(?:^|[\s,])max-age=(\d+)/.exec(cacheControl ?? '')?.[1];
  return seconds === undefined ? LONG_AGO : new Date(nowMs + Number(seconds) * 1000).toUTCString();
}

/** The coding in which this body goes to a caller with that `Accept-Encoding`. */
function codingFor(acceptEncoding: string | null, contentType: string, bytes: number): Coding {
  if (!COMPRESSIBLE.test(contentType)) return 'identity';
  const accepted = acceptedCodings(acceptEncoding);
  if (bytes < MIN_COMPRESSED_BYTES && accepted.includes('identity')) return 'identity';
  // Who takes nothing that we have gets the plain body all the same (RFC 9110, 12.5.3).
  return accepted[0] ?? 'identity';
}

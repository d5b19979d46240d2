import type { HttpResponseInit } from '@azure/functions';
import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';
import * as z from 'zod';
import type { FindImage, ImageQuery } from '../application/reading/select-images.js';
import type { ImageBytes, ImageReader } from '../application/reading/ports.js';
import { imageUrls, type Delivery, type SigningPorts } from '../application/reading/image-urls.js';
import { IMAGE_TYPES, isImageType } from '../domain/image-type.js';
import type { UrlLife } from '../domain/signing-window.js';
import type { Thumbnail } from '../domain/thumbnail.js';
import type { Video } from '../domain/video.js';
import type { Log } from '../telemetry/log-events.js';
import type { Success } from './http-function.js';
import { problem } from './problem.js';
import { matchingEtag, notModified, urlExpiryHeader } from './represent.js';
import type { RequestLike } from './request.js';

const OCTETS = 'application/octet-stream';
const bytes = z.string().meta({ format: 'binary' });

/** The image itself, where the app serves images itself (`IMAGE_DELIVERY=proxy`). */
export const imageContent: NonNullable<Success['content']> = Object.fromEntries(
  [...IMAGE_TYPES.map(({ contentType }) => contentType), OCTETS].map((type) => [type, { schema: bytes, example: '' }]),
);

/** A redirect to storage (`IMAGE_DELIVERY=redirect`). */
export const imageRedirect: Success = {
  description: 'Where the image lies; may be cached for as long as that URL works, less a minute.',
  headers: ['Location', 'X-Url-Expires'],
};

export const IMAGE_PROBLEMS = ['image-gone', 'image-too-large', 'too-many-images'] as const;

/** How images are delivered: by a redirect or by the app, as the setting IMAGE_DELIVERY says. */
export interface DeliveryPorts {
  imageDelivery: Delivery;
  imageReader: ImageReader;
  signing: SigningPorts;
}

/** Answers with one image of a video, or says why there is none. `videoId` is as it was asked for. */
export async function serveImage(
  ports: DeliveryPorts & { findImage: FindImage },
  { videoId, video, query, life }: { videoId: string; video: Video | undefined; query: ImageQuery; life: UrlLife },
  request: Pick<RequestLike, 'headers'>,
  log: Log,
): Promise<HttpResponseInit> {
  const found =
    video === undefined ? ({ missing: 'video-not-found' } as const) : { video, ...ports.findImage(video, query) };
  if (!('image' in found)) {
    const { missing } = found;
    const outcome = missing.endsWith('-not-found') ? 'unknown' : missing;
    // Cut, since callers may send any text.
    const thumbnailId = 'name' in query ? query.name.slice(0, 100) : undefined;
    log('thumbnail-answered', { videoId: video?.id ?? videoId, outcome, thumbnailId });
    return problem(missing, { detail: 'failureReason' in found ? found.failureReason : undefined });
  }
  log('thumbnail-answered', { videoId: found.video.id, outcome: 'shown', thumbnailId: found.image.id });
  return deliverImage(ports, { video: found.video, image: found.image, life }, request);
}

/** Answers with an image: by a redirect to where it lies, or with its bytes. */
export async function deliverImage(
  { imageDelivery, imageReader, signing }: DeliveryPorts,
  { video, image, life }: { video: Video; image: Thumbnail; life: UrlLife },
  request: Pick<RequestLike, 'headers'>,
): Promise<HttpResponseInit> {
  if (imageDelivery === 'proxy') return proxyImage(imageReader, signing, { image, life }, request);
  const { expires, urlOf } = await imageUrls(signing, video, life);
  const caching = cacheControlFor(expires.getTime() - signing.clock().getTime());
  return { status: 302, headers: { Location: urlOf(image), ...caching, ...urlExpiryHeader(expires) } };
}

/** Browsers drop a cached redirect this long before its URL expires, so that a late request still reaches the image. */
const MARGIN_SECONDS = 60;

/** A redirect or an image may be cached for this long, less a minute. */
function cacheControlFor(lifeMs: number): Record<string, string> {
  return { 'Cache-Control': `private, max-age=${Math.max(0, Math.floor(lifeMs / 1000) - MARGIN_SECONDS)}` };
}

/**
 * Sends the bytes, for storage that the caller cannot reach. Nothing is signed; the image may be cached for the minimum life of a
 * signed URL, but not beyond the end of the permalink that led to it.
 */
async function proxyImage(
  reader: ImageReader,
  { clock, policy }: SigningPorts,
  { image, life: { notAfter } }: { image: Thumbnail; life: UrlLife },
  request: Pick<RequestLike, 'headers'>,
): Promise<HttpResponseInit> {
  const asked = soleTag(request);
  const read = await reader.read(image, asked);
  if (read === 'gone') return problem('image-gone');
  if (read === 'too-large') return problem('image-too-large');
  if (read === 'busy') return problem('too-many-images');
  const caching = cacheControlFor(
    Math.min(policy.minimumLifeMs, (notAfter?.getTime() ?? Infinity) - clock().getTime()),
  );
  const held = read === 'not-modified' ? asked : matchingEtag(request, read.etag);
  if (read === 'not-modified') return notModified(held ?? '', caching);
  if (held !== undefined) {
    read.release();
    return notModified(held, caching);
  }
  const contentType = isImageType(image.contentType) ? image.contentType : OCTETS;
  const type = { 'Content-Type': contentType, 'Content-Disposition': 'inline' };
  const headers = { ...type, 'Content-Length': String(read.bytes.length), ...caching, ETag: read.etag };
  return { status: 200, headers, body: streamThenRelease(read) };
}

/**
 * The bytes as a stream: `release` returns them to the budget when the host reads or cancels it. Without `highWaterMark: 0` the stream
 * would read itself before the host does.
 */
function streamThenRelease({ bytes, release }: ImageBytes): ReadableStream {
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    controller.enqueue(bytes);
    controller.close();
    release();
  };
  return new ReadableStream({ pull, cancel: release }, { highWaterMark: 0 });
}

/** The value of `If-None-Match` if that is one tag, without `W/`: storage takes no more than one. Its tags are far shorter than 100. */
function soleTag({ headers }: Pick<RequestLike, 'headers'>): string | undefined {
  return /^(?:W\/)?("[\w+/=:.-]{1,100}")$/.exec(headers.get('if-none-match')?.trim() ?? '')?.[1];
}

import type { HttpResponseInit } from '@azure/functions';
import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';
import type { ImageBytes, ImageReader } from '../application/reading/ports.js';
import { imageUrls, type SigningPorts } from '../application/reading/image-urls.js';
import { isImageType } from '../domain/image-name.js';
import type { UrlLife } from '../domain/signing-window.js';
import type { Thumbnail } from '../domain/thumbnail.js';
import type { Video } from '../domain/video.js';
import { matchesIfNoneMatch } from './entity-tag.js';
import { problem } from './problem.js';
import type { RequestLike } from './request.js';
import { notModified, urlExpiryHeader } from './response.js';

/** An image of a video, and how long its URL must work. */
export interface ImageRequest {
  video: Video;
  image: Thumbnail;
  life: UrlLife;
}

/** Answers with an image: by a redirect to where it lies, or with its bytes. */
export type ImageDelivery = (wanted: ImageRequest, request: Pick<RequestLike, 'headers'>) => Promise<HttpResponseInit>;

/** As the setting IMAGE_DELIVERY says. */
export function createImageDelivery(app: {
  imageDelivery: 'redirect' | 'proxy';
  imageReader: ImageReader;
  signing: SigningPorts;
}): ImageDelivery {
  return app.imageDelivery === 'proxy' ? proxyImage(app.imageReader, app.signing) : redirectToImage(app.signing);
}

/** Browsers drop a cached redirect this long before its URL expires, so that a late request still reaches the image. */
const MARGIN_SECONDS = 60;

/** By a redirect to a URL that is signed now, which may be cached for as long as that URL works, less a minute. */
export function redirectToImage(ports: SigningPorts): ImageDelivery {
  return async ({ video, image, life }) => {
    const { expires, urlOf } = await imageUrls(ports, video, life);
    const lifeMs = expires.getTime() - ports.clock().getTime();
    return {
      status: 302,
      headers: { Location: urlOf(image), ...cacheControlFor(lifeMs), ...urlExpiryHeader(expires) },
    };
  };
}

function cacheControlFor(lifeMs: number): Record<string, string> {
  return { 'Cache-Control': `private, max-age=${Math.max(0, Math.floor(lifeMs / 1000) - MARGIN_SECONDS)}` };
}

/** Sends the bytes, for storage that the caller cannot reach: no signing key is fetched and nothing is signed. */
export function proxyImage(
  reader: ImageReader,
  { clock, policy }: Pick<SigningPorts, 'clock' | 'policy'>,
): ImageDelivery {
  return async ({ image, life: { notAfter } }, request) => {
    const read = await reader.read(image, soleTag(request));
    if (read === 'gone') return problem('image-gone');
    if (read === 'too-large') return problem('image-too-large');
    if (read === 'busy') return problem('too-many-images');
    const lifeMs = Math.min(policy.minimumLifeMs, (notAfter?.getTime() ?? Infinity) - clock().getTime());
    const caching = cacheControlFor(lifeMs);
    if (read === 'not-modified') return notModified(soleTag(request) ?? '', caching);
    const { etag, bytes, release } = read;
    if (matchesIfNoneMatch(request, etag)) {
      release();
      return notModified(etag, caching);
    }
    const contentType = isImageType(image.contentType) ? image.contentType : 'application/octet-stream';
    const type = {
      'Content-Type': contentType,
      'Content-Disposition': 'inline',
      'Content-Length': String(bytes.length),
    };
    return { status: 200, headers: { ...type, ...caching, ETag: etag }, body: releasing(read) };
  };
}

/** The bytes as a stream, which the host reads as a whole when the function has answered: then they are in flight no longer. */
function releasing({ bytes, release }: ImageBytes): ReadableStream {
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    controller.enqueue(bytes);
    controller.close();
    release();
  };
  return new ReadableStream({ pull, cancel: release }, { highWaterMark: 0 });
}

/** The one tag that the caller holds, for storage, which takes no more than one; it compares weakly, as we do. */
function soleTag({ headers }: Pick<RequestLike, 'headers'>): string | undefined {
  return /^(?:W\/)?("[\w+/=:.-]{1,100}")$/.exec(headers.get('if-none-match')?.trim() ?? '')?.[1];
}

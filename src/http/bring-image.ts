import type { HttpResponseInit } from '@azure/functions';
import type { ImageReader } from '../application/image-reader.js';
import { signVideo, type SigningPorts } from '../application/sign-video.js';
import { isImageType } from '../domain/image-name.js';
import type { Thumbnail } from '../domain/thumbnail.js';
import type { Video } from '../domain/video.js';
import { makeRedirectToImage } from './answer-image.js';
import { isHeld } from './entity-tag.js';
import { problem } from './problem.js';
import type { Asked } from './request.js';
import { notModified } from './response.js';

/** An image of a video that somebody asks for by an address of ours; nothing that leads to it works after `notAfter`. */
export interface WantedImage {
  video: Video;
  image: Thumbnail;
  notAfter?: Date;
}

/** Hands an image over: by a redirect to where it lies, or by its bytes. */
export type BringImage = (wanted: WantedImage, request: Pick<Asked, 'headers'>) => Promise<HttpResponseInit>;

/** By a redirect to a URL that is signed now. */
export function makeBringByRedirect(ports: SigningPorts): BringImage {
  const redirect = makeRedirectToImage(ports.clock);
  return async ({ video, image, notAfter }) => {
    const { expires, sign } = await signVideo(ports, video, notAfter && { notAfter });
    return redirect({ videoId: video.id, image, expires, url: () => sign(image).url });
  };
}

/** A browser has let go of the image before what led to it ends. */
const MARGIN_SECONDS = 60;

/** By its bytes, for storage that the caller cannot reach: no key is asked for, and nothing is signed. */
export function makeBringByProxy(
  reader: ImageReader,
  { clock, policy }: Pick<SigningPorts, 'clock' | 'policy'>,
): BringImage {
  return async ({ image, notAfter }, request) => {
    const read = await reader.read(image, soleTag(request));
    if (read === 'gone') return problem('image-gone');
    if (read === 'too-large') return problem('image-too-large');
    const lifeMs = Math.min(policy.minimumLifeMs, (notAfter?.getTime() ?? Infinity) - clock().getTime());
    const maxAge = Math.max(0, Math.floor(lifeMs / 1000) - MARGIN_SECONDS);
    const caching = { 'Cache-Control': `private, max-age=${maxAge}` };
    if (read === 'not-modified') return notModified(soleTag(request) ?? '', caching);
    const { etag, bytes } = read;
    if (isHeld(request, etag)) return notModified(etag, caching);
    const contentType = isImageType(image.contentType) ? image.contentType : 'application/octet-stream';
    const type = { 'Content-Type': contentType, 'Content-Disposition': 'inline' };
    return { status: 200, headers: { ...type, ...caching, ETag: etag }, body: bytes };
  };
}

/** The one tag that the caller holds, for storage, which takes no more than one; it compares weakly, as we do. */
function soleTag({ headers }: Pick<Asked, 'headers'>): string | undefined {
  return /^(?:W\/)?("[\w+/=:.-]{1,100}")$/.exec(headers.get('if-none-match')?.trim() ?? '')?.[1];
}

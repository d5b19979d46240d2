import { imageNameOf } from '../domain/image-name.js';
import { PAGE_NAME } from '../domain/linked-name.js';
import type { Video } from '../domain/video.js';
import type { ImageUrls } from './get-storyboard.js';
import type { MakeSheetUrls } from './show-contact-sheet.js';
import { signVideo, type SigningPorts, type UrlQuery } from './sign-video.js';

/** Whether browsers fetch images from storage, or this app brings them, since they cannot reach it. */
export type Delivery = 'redirect' | 'proxy';

/**
 * The URLs of a contact sheet for whoever has a key. What is copied and handed on is a permalink wherever there are any, since
 * it lives longer than the signed URLs that the page shows images by.
 */
export function makeSheetUrls(ports: SigningPorts, delivery: Delivery): MakeSheetUrls {
  const { links, clock } = ports;
  if (links === undefined) return async (video) => ({ shown: await urlsOf(ports, video, {}) });
  return async (video) => {
    const copied = await urlsOf(ports, video, { urls: 'permalink' });
    const shown = delivery === 'proxy' ? copied : await urlsOf(ports, video, {});
    return { shown, copied, page: links.forVideo(video, clock()).linkTo('page')(PAGE_NAME) };
  };
}

/** A link that was followed to a sheet: when it ends, and what the names under it stand behind. */
export interface FollowedLink {
  expires: Date;
  /** With a slash at its end. */
  base: string;
}

/** The same for whoever came by a link: what is copied is under that link, and nothing lives longer than it. */
export function makeLinkedSheetUrls(
  ports: SigningPorts,
  { expires, base }: FollowedLink,
  delivery: Delivery,
): MakeSheetUrls {
  const copied: ImageUrls = { tag: base, expires, urlOf: (image) => base + imageNameOf(image) };
  return async (video) => {
    const shown = delivery === 'proxy' ? copied : await urlsOf(ports, video, { notAfter: expires });
    return { shown, copied, page: base + PAGE_NAME };
  };
}

async function urlsOf(ports: SigningPorts, video: Video, asked: UrlQuery): Promise<ImageUrls> {
  const { tag, expires, sign } = await signVideo(ports, video, asked);
  return { tag, expires, urlOf: (image) => sign(image).url };
}

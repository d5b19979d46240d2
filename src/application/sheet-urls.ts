import { PAGE_NAME } from '../domain/linked-name.js';
import type { Video } from '../domain/video.js';
import type { ImageUrls } from './get-storyboard.js';
import type { MakeSheetUrls } from './show-contact-sheet.js';
import { signVideo, type SigningPorts, type UrlQuery } from './sign-video.js';

/**
 * The URLs of a contact sheet for whoever has a key. Images show by signed URLs, or by permalinks where storage cannot be
 * reached from outside (`proxy`); what is copied and handed on is a permalink wherever there are any, since it lives longer.
 */
export function makeSheetUrls(ports: SigningPorts, delivery: 'redirect' | 'proxy'): MakeSheetUrls {
  const { links, clock } = ports;
  if (links === undefined) return async (video) => ({ shown: await urlsOf(ports, video, {}) });
  return async (video) => {
    const copied = await urlsOf(ports, video, { urls: 'permalink' });
    const shown = delivery === 'proxy' ? copied : await urlsOf(ports, video, {});
    return { shown, copied, page: links.forVideo(video, clock()).linkTo('page')(PAGE_NAME) };
  };
}

async function urlsOf(ports: SigningPorts, video: Video, asked: UrlQuery): Promise<ImageUrls> {
  const { tag, expires, sign } = await signVideo(ports, video, asked);
  return { tag, expires, urlOf: (image) => sign(image).url };
}

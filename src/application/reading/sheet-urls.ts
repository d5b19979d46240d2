import { PAGE_NAME, type Link } from '../../domain/link.js';
import type { Video } from '../../domain/video.js';
import { imageUrls, linkedImageUrls, type ImageUrls } from './image-urls.js';
import type { SigningPorts } from './sign-video.js';

/** Whether browsers fetch images from storage, or from this app, since they cannot reach storage. */
export type Delivery = 'redirect' | 'proxy';

/** The URLs of a contact sheet: those that its page shows images by, and those that a person takes along. */
export interface SheetUrls {
  shown: ImageUrls;
  /** Where they are other ones: permalinks live longer. */
  copied?: ImageUrls;
  /** A permalink to the sheet itself, for others. */
  page?: string;
}

/**
 * The URLs of a contact sheet for a caller with a key. What is copied is a permalink wherever there are any, since it lives
 * longer than the signed URLs that the page shows images by.
 */
export async function sheetUrls(ports: SigningPorts, video: Video, delivery: Delivery): Promise<SheetUrls> {
  const { links, clock } = ports;
  if (links === undefined) return { shown: await imageUrls(ports, video) };
  const copied = await imageUrls(ports, video, { urls: 'permalink' });
  const shown = delivery === 'proxy' ? copied : await imageUrls(ports, video);
  return { shown, copied, page: links.forVideo(video, clock()).linkTo('page')(PAGE_NAME) };
}

/** The same under a permalink: what is copied is under that permalink, and nothing lives longer than it. */
export async function linkedSheetUrls(
  ports: SigningPorts,
  video: Video,
  permalink: { link: Link; base: string },
  delivery: Delivery,
): Promise<SheetUrls> {
  const copied = await linkedImageUrls(ports, video, permalink, 'permalink');
  const shown = delivery === 'proxy' ? copied : await linkedImageUrls(ports, video, permalink, 'sas');
  return { shown, copied, page: permalink.base + PAGE_NAME };
}

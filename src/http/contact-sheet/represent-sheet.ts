import type { HttpResponseInit } from '@azure/functions';
import type { Log } from '../../telemetry/log-events.js';
import type { FoundSheet } from '../../application/reading/select-images.js';
import type { SheetUrls } from '../../application/reading/image-urls.js';
import type { Thumbnail } from '../../domain/thumbnail.js';
import { entityTag } from '../entity-tag.js';
import { RETRY_AFTER } from '../problem.js';
import { represent, type Representation, type Untagged } from '../represent.js';
import type { RequestLike } from '../request.js';
import { urlExpiryHeader } from '../response.js';
import { pageHeaders } from './page.js';
import { sheetPage } from './sheet-page.js';

export interface SheetParts {
  found: FoundSheet;
  /** Left out where there is nothing to show. */
  urls: SheetUrls | undefined;
  /** All that the page may show images from. */
  imageOrigins: readonly string[];
}

/**
 * A contact sheet as a page. Its entity tag is that of the page itself, since more goes into it than into a list, and a
 * person does not ask for it as often.
 */
export function representSheet(
  { found, urls, imageOrigins }: SheetParts,
  request: Pick<RequestLike, 'headers'>,
  log: Log,
): HttpResponseInit {
  const imageUrls = onceForEach(urls);
  const body = sheetPage(found, urls, imageUrls);
  const signed = imageUrls.shownCount();
  return represent(request, toPage(), (outcome) => {
    log('contact-sheet-served', { videoId: found.videoId, outcome, signed });
  });

  function toPage(): Representation | Untagged {
    const { 'Content-Type': contentType, ...headers } = pageHeaders(imageOrigins);
    if (found.missing !== undefined) {
      const later = found.missing === 'pending' ? { 'Retry-After': RETRY_AFTER } : {};
      const allHeaders = { ...pageHeaders(imageOrigins), 'Cache-Control': 'no-store', ...later };
      return { outcome: found.missing, response: { status: 200, headers: allHeaders, body } };
    }
    const expiry = urls === undefined ? {} : urlExpiryHeader(urls.shown.expires);
    return { tag: entityTag(body), contentType, headers, expiry, make: () => body, signed };
  }
}

/** Makes each image's URL once, however often it shows, and counts those it shows by. */
function onceForEach(urls: SheetUrls | undefined) {
  const shownUrls = new Map<string, string>();
  const copyUrls = new Map<string, string>();
  const once = (made: Map<string, string>, make: (image: Thumbnail) => string, image: Thumbnail): string => {
    const url = made.get(image.id) ?? make(image);
    made.set(image.id, url);
    return url;
  };
  const shown = (image: Thumbnail): string => once(shownUrls, (one) => urls?.shown.urlOf(one) ?? '', image);
  const { copied } = urls ?? {};
  return {
    shown,
    copied: (image: Thumbnail) => (copied === undefined ? shown(image) : once(copyUrls, copied.urlOf, image)),
    shownCount: () => shownUrls.size,
  };
}

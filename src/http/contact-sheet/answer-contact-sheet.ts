import type { HttpResponseInit } from '@azure/functions';
import type { MakeSheetUrls, SheetUrls, ShowContactSheet } from '../../application/show-contact-sheet.js';
import type { Log } from '../../application/ports.js';
import type { SheetQuery } from '../../domain/contact-sheet.js';
import type { Thumbnail } from '../../domain/thumbnail.js';
import { entityTag, isHeld } from '../entity-tag.js';
import { problem, RETRY_AFTER } from '../problem.js';
import type { Asked } from '../request.js';
import { notModified, urlsEnd } from '../response.js';
import { pageHeaders } from './page.js';
import { sheetPage } from './sheet-page.js';

/** Which part of which video's sheet, and with which URLs. */
export interface SheetWish {
  videoId: string;
  query: SheetQuery;
  makeUrls: MakeSheetUrls;
}

export type AnswerContactSheet = (
  wish: SheetWish,
  request: Pick<Asked, 'headers'>,
  log: Log,
) => Promise<HttpResponseInit>;

/**
 * A video's contact sheet; whoever asks says what makes the URLs. The entity tag is that of the page itself, since more goes
 * into it than into a list, and a person does not ask for it as often. `imageOrigins` are all that it may show images from.
 */
export function makeAnswerContactSheet(show: ShowContactSheet, imageOrigins: readonly string[]): AnswerContactSheet {
  return async ({ videoId: asked, query, makeUrls }, request, log) => {
    const found = await show(asked, query, makeUrls);
    const line = { videoId: found?.videoId ?? asked, signed: 0 };
    if (found === undefined) {
      log('sheet-answered', { ...line, outcome: 'unknown' });
      return problem('video-not-found');
    }
    const addresses = onceForEach(found.urls);
    const body = sheetPage(found, addresses);
    line.signed = addresses.made();
    const headers = pageHeaders(imageOrigins);
    if (found.missing !== undefined) {
      log('sheet-answered', { ...line, outcome: found.missing });
      const later = found.missing === 'pending' ? { 'Retry-After': RETRY_AFTER } : {};
      return { status: 200, headers: { ...headers, 'Cache-Control': 'no-store', ...later }, body };
    }
    const tag = entityTag(body);
    const { expires } = found.urls?.shown ?? {};
    const ends = expires === undefined ? {} : urlsEnd(expires);
    const isSame = isHeld(request, tag);
    log('sheet-answered', { ...line, outcome: isSame ? 'not-modified' : 'answered' });
    if (isSame) return notModified(tag, ends);
    return { status: 200, headers: { ...headers, 'Cache-Control': 'private, no-cache', ETag: tag, ...ends }, body };
  };
}

/** Makes each image's URL once, however often it shows, and counts those it shows by. */
function onceForEach(urls: SheetUrls | undefined) {
  const made = new Map<string, string>();
  const copies = new Map<string, string>();
  const once = (kept: Map<string, string>, make: (image: Thumbnail) => string, image: Thumbnail): string => {
    const url = kept.get(image.id) ?? make(image);
    kept.set(image.id, url);
    return url;
  };
  const shown = (image: Thumbnail): string => once(made, (one) => urls?.shown.urlOf(one) ?? '', image);
  const { copied } = urls ?? {};
  return {
    shown,
    copied: (image: Thumbnail) => (copied === undefined ? shown(image) : once(copies, copied.urlOf, image)),
    made: () => made.size,
  };
}

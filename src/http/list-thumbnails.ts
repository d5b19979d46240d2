import type { HttpResponseInit } from '@azure/functions';
import type { Cache } from '../application/reading/find-video.js';
import { MAX_PAGE, type ListThumbnails, type ThumbnailPage } from '../application/list-thumbnails.js';
import type { Log } from '../application/ports.js';
import { entityTag, isHeld } from './entity-tag.js';
import { LIST_PARAMETERS, toListQuery } from './list-query.js';
import { problem, RETRY_AFTER } from './problem.js';
import { readVideoQuery } from './read-query.js';
import type { Asked } from './request.js';
import { json, notModified, passingJson, urlsEnd } from './response.js';
import { toResources } from './thumbnail-resource.js';

/** `GET /api/Videos/{id}/Thumbnails`. Bodies are kept by their entity tag, so that a repeat in a window signs nothing. */
export function makeListThumbnailsHandler(list: ListThumbnails, bodies: Cache<string>) {
  return async (request: Asked, log: Log): Promise<HttpResponseInit> => {
    const { videoId: asked, values } = readVideoQuery(request, LIST_PARAMETERS);
    const query = toListQuery(values, MAX_PAGE);
    const page = await list(asked, query);
    const listed = { videoId: page?.videoId ?? asked, query: query.asked, images: page?.count ?? 0, signed: 0 };
    if (page === undefined) {
      log('thumbnails-listed', { ...listed, outcome: 'unknown' });
      return problem('video-not-found');
    }
    if (page.noImages === 'pending') {
      log('thumbnails-listed', { ...listed, outcome: 'pending' });
      return passingJson([], { 'Retry-After': RETRY_AFTER });
    }
    const tag = entityTag('list', page.tag, query.asked, query.continuation ?? '', page.failureReason ?? '');
    const ends = page.count > 0 ? urlsEnd(page.expires) : {};
    if (isHeld(request, tag)) {
      log('thumbnails-listed', { ...listed, outcome: 'not-modified' });
      return notModified(tag, ends);
    }
    const kept = bodies.get(tag);
    const body = kept ?? signedBody(page, values.expand);
    if (kept === undefined) bodies.set(tag, body, { size: body.length });
    log('thumbnails-listed', { ...listed, outcome: 'answered', signed: kept === undefined ? page.count : 0 });
    return json(body, tag, { ...ends, ...linkTo(page, query.asked), ...jobErrorHeader(page) });
  };
}

function signedBody({ videoId, expires, sign }: ThumbnailPage, expand: 'details' | undefined): string {
  return JSON.stringify(sign().map(toResources(videoId, expires, expand)));
}

/** Why a failed video has none, since the body stays a bare array; a header holds ASCII alone. */
function jobErrorHeader({ failureReason: reason }: ThumbnailPage): Record<string, string> {
  if (reason === undefined) return {};
  return { 'X-Job-Error': reason.replaceAll('…', '...').replace(/[^ -~]/gu, '?') };
}

/** The rest of a long list, so that the body stays a bare array (RFC 8288; relative to the address that was asked). */
function linkTo({ next }: ThumbnailPage, asked: string): Record<string, string> {
  return next === undefined ? {} : { Link: `<?${asked}&continuation=${next}>; rel="next"` };
}

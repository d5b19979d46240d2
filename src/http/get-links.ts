import type { HttpResponseInit } from '@azure/functions';
import type { FoundLinks, GetLinks } from '../application/get-links.js';
import type { Log } from '../application/ports.js';
import { entityTag, isHeld } from './entity-tag.js';
import type { LinksResource } from './links-resource.js';
import { problem, RETRY_AFTER } from './problem.js';
import { queryText, readVideoQuery } from './read-query.js';
import type { Asked } from './request.js';
import { json, notModified, passingJson, urlsEnd } from './response.js';

/** `GET /api/Videos/{id}/Links`. */
export function makeGetLinksHandler(get: GetLinks) {
  return async (request: Asked, log: Log): Promise<HttpResponseInit> => {
    const { videoId: asked, values } = readVideoQuery(request, ['kind', 'height', 'at']);
    const { kind: kinds, height, at: atMs } = values;
    const scope = {
      ...(kinds && { kinds }),
      ...(height !== undefined && { height }),
      ...(atMs !== undefined && { atMs }),
    };
    const found = await get(asked, scope);
    const videoId = found?.videoId ?? asked;
    if (found === undefined) {
      log('links-made', { videoId, outcome: 'unknown' });
      return problem('video-not-found');
    }
    if (found.isPending) {
      log('links-made', { videoId, outcome: 'pending' });
      return passingJson(toLinksResource(found), { 'Retry-After': RETRY_AFTER });
    }
    const tag = entityTag('links', found.tag, queryText(values));
    const ends = urlsEnd(found.expires);
    if (isHeld(request, tag)) {
      log('links-made', { videoId, outcome: 'not-modified' });
      return notModified(tag, ends);
    }
    log('links-made', { videoId, outcome: 'answered' });
    return json(JSON.stringify(toLinksResource(found)), tag, ends);
  };
}

function toLinksResource({ videoId, expires, sign }: FoundLinks): LinksResource {
  const { poster, image, webVtt, storyboard, playlist, contactSheet } = sign();
  return {
    VideoId: videoId,
    Expires: expires.toISOString(),
    Poster: poster,
    Image: image,
    WebVtt: webVtt,
    Storyboard: storyboard,
    Playlist: playlist,
    ContactSheet: contactSheet,
  };
}

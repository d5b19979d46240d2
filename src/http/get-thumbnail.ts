import type { HttpResponseInit } from '@azure/functions';
import type { GetThumbnail } from '../application/get-thumbnail.js';
import type { Log } from '../application/ports.js';
import { entityTag, isHeld } from './entity-tag.js';
import { problem } from './problem.js';
import { readVideoId, type Asked } from './request.js';
import { json, notModified, urlsEnd } from './response.js';
import { toThumbnailResource } from './thumbnail-resource.js';

/** `GET /api/Videos/{id}/Thumbnails/{thumbnailId}`. */
export function makeGetThumbnailHandler(get: GetThumbnail) {
  return async (request: Asked, log: Log): Promise<HttpResponseInit> => {
    const asked = readVideoId(request);
    const thumbnailId = request.params['thumbnailId'] ?? '';
    const found = await get(asked, thumbnailId);
    const answered = { videoId: found?.videoId ?? asked, thumbnailId: thumbnailId.slice(0, 100) };
    if (found?.one === undefined) {
      log('thumbnail-answered', { ...answered, outcome: 'unknown' });
      return problem(found === undefined ? 'video-not-found' : 'thumbnail-not-found');
    }
    const tag = entityTag('one', found.one.tag, thumbnailId);
    const ends = urlsEnd(found.one.expires);
    if (isHeld(request, tag)) {
      log('thumbnail-answered', { ...answered, outcome: 'not-modified' });
      return notModified(tag, ends);
    }
    log('thumbnail-answered', { ...answered, outcome: 'answered' });
    return json(JSON.stringify(toThumbnailResource(found.videoId, found.one.sign())), tag, ends);
  };
}

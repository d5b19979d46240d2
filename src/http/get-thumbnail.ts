import type { HttpResponseInit } from '@azure/functions';
import type { GetThumbnail } from '../application/get-thumbnail.js';
import type { Log } from '../application/ports.js';
import { entityTag, isHeld } from './entity-tag.js';
import { toUrlQuery } from './list-query.js';
import { problem } from './problem.js';
import { queryText, readVideoQuery } from './read-query.js';
import type { Asked } from './request.js';
import { json, notModified, urlsEnd } from './response.js';
import type { ShowImage } from './show-image.js';
import { toResources } from './thumbnail-resource.js';

/** `GET /api/Videos/{id}/Thumbnails/{thumbnailId}`, and with the image's own extension the image. */
export function makeGetThumbnailHandler(get: GetThumbnail, show: ShowImage) {
  return async (request: Asked, log: Log): Promise<HttpResponseInit> => {
    const { videoId: asked, values } = readVideoQuery(request, ['expand', 'urls', 'ttl']);
    const thumbnailId = request.params['thumbnailId'] ?? '';
    // No ID has a point in it.
    if (thumbnailId.includes('.')) {
      const life = toUrlQuery({ ttl: values.ttl });
      return show({ videoId: asked, asked: { name: thumbnailId }, life }, request, log);
    }
    const found = await get(asked, thumbnailId, toUrlQuery(values));
    const answered = { videoId: found?.videoId ?? asked, thumbnailId: thumbnailId.slice(0, 100) };
    if (found?.one === undefined) {
      log('thumbnail-answered', { ...answered, outcome: 'unknown' });
      return problem(found === undefined ? 'video-not-found' : 'thumbnail-not-found');
    }
    const { tag: signedTag, expires, sign } = found.one;
    const tag = entityTag('one', signedTag, thumbnailId, queryText(values));
    const ends = urlsEnd(expires);
    if (isHeld(request, tag)) {
      log('thumbnail-answered', { ...answered, outcome: 'not-modified' });
      return notModified(tag, ends);
    }
    log('thumbnail-answered', { ...answered, outcome: 'answered' });
    return json(JSON.stringify(toResources(found.videoId, expires, values.expand)(sign())), tag, ends);
  };
}

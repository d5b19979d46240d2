import type { HttpResponseInit } from '@azure/functions';
import type { GetThumbnail } from '../application/get-thumbnail.js';
import { problem } from './problem.js';
import { readVideoId, type Asked } from './request.js';
import { entityTag, isHeld, json, notModified } from './response.js';
import { toThumbnailResource } from './thumbnail-resource.js';

/** `GET /api/Videos/{id}/Thumbnails/{thumbnailId}`. */
export function makeGetThumbnailHandler(get: GetThumbnail) {
  return async (request: Asked): Promise<HttpResponseInit> => {
    const thumbnailId = request.params['thumbnailId'] ?? '';
    const found = await get(readVideoId(request), thumbnailId);
    if (found === undefined) return problem('video-not-found');
    if (found.sign === undefined) return problem('thumbnail-not-found');
    const tag = entityTag('one', found.tag, thumbnailId);
    if (isHeld(request, tag)) return notModified(tag);
    return json(JSON.stringify(toThumbnailResource(found.videoId, found.sign())), tag);
  };
}

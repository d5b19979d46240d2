import * as z from 'zod';
import { READING } from '../http/http-function.js';
import { queryText, toUrlQuery } from '../http/list-query.js';
import { PARAMETERS } from '../http/parameters.js';
import { problem } from '../http/problem.js';
import { entityTag, represent, UNKNOWN_VIDEO } from '../http/represent.js';
import { IMAGE_PROBLEMS, imageContent, imageRedirect, serveImage } from '../http/serve-image.js';
import { detailedThumbnail, exampleThumbnail, thumbnailResource, toResources } from '../http/thumbnail-resource.js';
import { httpFunction } from '../runtime.js';

const { expand, urls, ttl } = PARAMETERS;

export const getThumbnail = httpFunction({
  name: 'getThumbnail',
  method: 'GET',
  route: 'Videos/{id}/Thumbnails/{thumbnailId}',
  access: 'function-key',
  summary: 'One thumbnail of a video; with the extension of its image (`{ID}.jpg`), the image',
  query: { expand, urls, ttl },
  responses: {
    200: {
      description: 'The thumbnail; or the image itself, where the app serves images itself.',
      headers: ['ETag', 'X-Url-Expires', 'Content-Disposition'],
      content: {
        'application/json': { schema: z.union([thumbnailResource, detailedThumbnail]), example: exampleThumbnail },
        ...imageContent,
      },
    },
    302: imageRedirect,
  },
  problems: [...READING, 'thumbnail-not-found', ...IMAGE_PROBLEMS],
  handler:
    (app) =>
    async ({ videoId, query, request, log }) => {
      const thumbnailId = request.params['thumbnailId'] ?? '';
      const video = await app.findVideo(videoId);
      // No ID has a dot in it.
      if (thumbnailId.includes('.')) {
        const wanted = { videoId, video, query: { name: thumbnailId }, life: toUrlQuery({ ttl: query.ttl }) };
        return serveImage(app, wanted, request, log);
      }
      const logged = (outcome: string) => {
        log('thumbnail-answered', { videoId: video?.id ?? videoId, thumbnailId: thumbnailId.slice(0, 100), outcome });
      };
      if (video === undefined) return represent(request, UNKNOWN_VIDEO, logged);
      const found = await app.getThumbnail(video, thumbnailId, toUrlQuery(query));
      if (found === undefined) {
        return represent(request, { outcome: 'unknown', response: problem('thumbnail-not-found') }, logged);
      }
      const tag = entityTag('one', found.tag, thumbnailId, queryText(query));
      const make = () => JSON.stringify(toResources(video.id, found.expires, query.expand)(found.sign()));
      return represent(request, { tag, expires: found.expires, make, signed: 1 }, logged);
    },
});

import { READING } from '../http/http-function.js';
import { toUrlQuery } from '../http/list-query.js';
import { PARAMETERS } from '../http/parameters.js';
import { IMAGE_PROBLEMS, imageContent, imageRedirect, serveImage } from '../http/serve-image.js';
import { httpFunction } from '../runtime.js';

const { height, at, ttl } = PARAMETERS;

export const getPosterImage = httpFunction({
  name: 'getPosterImage',
  method: 'GET',
  route: 'Videos/{id}/Thumbnail.jpg',
  access: 'function-key',
  summary: 'The image that stands for a video, or the one nearest to a moment',
  description: 'A size that is not there is never a 404: the smallest that is as high, else the largest.',
  query: { height, at, ttl },
  responses: {
    200: {
      description: 'The image itself, where the app serves images itself.',
      headers: ['ETag', 'Content-Disposition'],
      content: imageContent,
    },
    302: imageRedirect,
  },
  problems: [...READING, ...IMAGE_PROBLEMS, 'pending', 'failed', 'no-thumbnails', 'no-timeline'],
  handler:
    (app) =>
    async ({ videoId, query, request, log }) => {
      const video = await app.findVideo(videoId);
      const asked = { height: query.height, atMs: query.at };
      const wanted = { videoId, video, query: asked, life: toUrlQuery({ ttl: query.ttl }) };
      return serveImage(app, wanted, request, log);
    },
});

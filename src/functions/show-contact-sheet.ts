import * as z from 'zod';
import { sheetUrls } from '../application/reading/image-urls.js';
import { answerContactSheet } from '../http/contact-sheet/sheet-page.js';
import { READING } from '../http/http-function.js';
import { PAGE_HEADERS, PAGE_TYPE } from '../http/openapi/headers.js';
import { PARAMETERS } from '../http/parameters.js';
import { problem } from '../http/problem.js';
import { httpFunction } from '../runtime.js';

const { series, page } = PARAMETERS;

export const showContactSheet = httpFunction({
  name: 'showContactSheet',
  method: 'GET',
  route: 'Videos/{id}/ContactSheet',
  access: 'function-key',
  summary: 'A page that shows a person all that is known of a video',
  query: { series, page },
  responses: {
    200: {
      description: 'The page.',
      headers: ['ETag', 'X-Url-Expires', 'Retry-After', ...PAGE_HEADERS],
      content: { [PAGE_TYPE]: { schema: z.string(), example: '<!doctype html>' } },
    },
  },
  problems: READING,
  hasProblemPages: true,
  handler:
    (app) =>
    async ({ videoId, query, request, log }) => {
      const video = await app.findVideo(videoId);
      if (video === undefined) {
        log('contact-sheet-served', { videoId, outcome: 'unknown', signed: 0 });
        return problem('video-not-found', { detail: `Nothing is recorded of a video '${videoId}'.` });
      }
      const makeUrls = () => sheetUrls(app.signing, video, app.imageDelivery);
      return answerContactSheet(app, { video, query }, makeUrls, request, log);
    },
});

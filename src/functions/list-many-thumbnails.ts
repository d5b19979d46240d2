import * as z from 'zod';
import { limitEach } from '../application/reading/list-many.js';
import { logFailure } from '../http/handler.js';
import { READING } from '../http/http-function.js';
import { toListQuery } from '../http/list-query.js';
import { LIST_OF_MANY, videoIds } from '../http/parameters.js';
import { represent } from '../http/represent.js';
import { countsOf, representMany, videoResult } from '../http/represent-many.js';
import { httpFunction } from '../runtime.js';

export const listManyThumbnails = httpFunction({
  name: 'listManyThumbnails',
  method: 'GET',
  route: 'Thumbnails',
  access: 'function-key',
  summary: 'The thumbnails of many videos, a result for each in the order asked',
  description: 'A video that is slow, broken or ambiguous is an `error` of its own; the others are as they are.',
  query: { videoIds, ...LIST_OF_MANY },
  responses: {
    200: {
      description: 'The results.',
      headers: ['ETag', 'X-Url-Expires', 'Retry-After'],
      content: {
        'application/json': {
          schema: z.object({ Results: z.array(videoResult) }),
          example: { Results: [{ VideoId: 'sample', Status: 'unknown', Thumbnails: [] }] },
        },
      },
    },
  },
  problems: READING.filter((name) => name !== 'video-not-found' && name !== 'ambiguous-video'),
  handler:
    ({ listMany, responseCache }) =>
    async ({ query: { videoIds: asked = [], ...values }, request, log }) => {
      const limit = limitEach(asked, values.limit);
      const query = toListQuery({ ...values, limit }, limit);
      const videos = await listMany(asked, query);
      const failures: unknown[] = [];
      const found = await representMany(videos, query.normalQuery, values.expand, failures);
      const counts = countsOf([...new Set(videos.map(({ result }) => result))]);
      const logged = (outcome: string, signed: number) => {
        for (const error of failures) logFailure(error, log);
        const errors = Math.max(counts.errors, failures.length);
        log('videos-listed', { ...counts, query: query.normalQuery, errors, outcome, signed });
      };
      return represent(request, found, logged, responseCache);
    },
});

import * as z from 'zod';
import { MAX_PAGE, type ThumbnailPage } from '../application/reading/list-thumbnails.js';
import { READING } from '../http/http-function.js';
import { toListQuery } from '../http/list-query.js';
import { LIST } from '../http/parameters.js';
import { RETRY_AFTER } from '../http/problem.js';
import {
  entityTag,
  noStoreJson,
  represent,
  UNKNOWN_VIDEO,
  type Representation,
  type Untagged,
} from '../http/represent.js';
import { detailedThumbnail, exampleThumbnail, thumbnailResource, toResources } from '../http/thumbnail-resource.js';
import { httpFunction } from '../runtime.js';

export const listThumbnails = httpFunction({
  name: 'listThumbnails',
  method: 'GET',
  route: 'Videos/{id}/Thumbnails',
  access: 'function-key',
  summary: 'The thumbnails of a video, with URLs that fetch them now',
  description:
    'In the order of kind (posters first), then height and width descending, then by series and index. A known video without thumbnails answers `[]`, with `Retry-After` while a job is at work on it, and with `X-Job-Error` where its job failed and said why.',
  query: LIST,
  responses: {
    200: {
      description: 'The thumbnails, or a page of them.',
      headers: ['ETag', 'X-Url-Expires', 'Link', 'Retry-After', 'X-Job-Error'],
      content: {
        'application/json': {
          schema: z.union([z.array(thumbnailResource), z.array(detailedThumbnail)]),
          example: [exampleThumbnail],
        },
      },
    },
  },
  problems: READING,
  handler:
    (app) =>
    async ({ videoId, query: values, request, log }) => {
      const query = toListQuery(values, MAX_PAGE);
      const video = await app.findVideo(videoId);
      const page = video && (await app.listThumbnails(video, query));
      const listed = { videoId: video?.id ?? videoId, query: query.normalQuery, images: page?.count ?? 0 };
      const logged = (outcome: string, signed: number) => {
        log('thumbnails-listed', { ...listed, outcome, signed });
      };
      const found = page === undefined ? UNKNOWN_VIDEO : toList(page, query, values.expand);
      return represent(request, found, logged, app.responseCache);
    },
});

function toList(
  page: ThumbnailPage,
  { normalQuery, continuation = '' }: { normalQuery: string; continuation?: string | undefined },
  expand: 'details' | undefined,
): Representation | Untagged {
  if (page.noImages === 'pending') {
    return { outcome: 'pending', response: noStoreJson([], { 'Retry-After': RETRY_AFTER }) };
  }
  const { videoId, expires, sign, count, next, failureReason } = page;
  return {
    tag: entityTag('list', page.tag, normalQuery, continuation, failureReason ?? ''),
    expires: count > 0 ? expires : undefined,
    // What is not of a thumbnail is in headers, so that the body stays a bare array.
    headers: {
      // RFC 8288; relative to the requested URL.
      ...(next !== undefined && { Link: `<?${normalQuery}&continuation=${next}>; rel="next"` }),
      // A header holds ASCII alone.
      ...(failureReason !== undefined && {
        'X-Job-Error': failureReason.replaceAll('…', '...').replace(/[^ -~]/gu, '?'),
      }),
    },
    make: async () => JSON.stringify((await sign()).map(toResources(videoId, expires, expand))),
    signed: count,
  };
}

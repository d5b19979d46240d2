import * as z from 'zod';
import { ADMIN_KEY_HEADER } from '../../admin-key.js';
import { LIST_PARAMETERS } from '../../list-query.js';
import { detailedThumbnail, thumbnailResource, type ThumbnailResource } from '../../thumbnail-resource.js';
import { IMAGE_PROBLEMS, imageContent, toImage } from '../image-content.js';
import { READING, type Operation } from '../operation.js';
import { inQuery, thumbnailId, videoId } from '../parameters.js';

const example: ThumbnailResource = {
  ID: '681fc5545c-8adec817-1',
  VideoId: 'sample',
  Kind: 'Thumbnail',
  Height: 360,
  Width: 640,
  Index: 1,
  Time: 0,
  Url: 'https://contosomedia.blob.core.windows.net/asset-1/Thumbnail000001.jpg?sv=2025-11-05&sr=b&sp=r&sig=example',
};

const status = z
  .object({
    StatusCode: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    Status: z.enum(['Processing', 'Completed', 'Failed']),
    Message: z.string(),
  })
  .meta({ id: 'Status', description: 'Where a video stands.' });

/** The routes of one video. */
export const videoRoutes: readonly Operation[] = [
  {
    door: 'listThumbnails',
    method: 'get',
    route: 'Videos/{id}/Thumbnails',
    summary: 'The thumbnails of a video, with URLs that fetch them now',
    description:
      'In the order of kind (posters first), then height and width descending, then by series and index. A known video without thumbnails answers `[]`, with `Retry-After` while a job is at work on it, and with `X-Job-Error` where its job failed and said why.',
    access: 'function-key',
    parameters: [videoId, ...inQuery(LIST_PARAMETERS)],
    answers: {
      200: {
        description: 'The thumbnails, or a page of them.',
        headers: ['ETag', 'X-Url-Expires', 'Link', 'Retry-After', 'X-Job-Error'],
        content: {
          'application/json': {
            schema: z.union([z.array(thumbnailResource), z.array(detailedThumbnail)]),
            example: [example],
          },
        },
      },
    },
    problems: READING,
  },
  {
    door: 'getThumbnail',
    method: 'get',
    route: 'Videos/{id}/Thumbnails/{thumbnailId}',
    summary: 'One thumbnail of a video; with the extension of its image (`{ID}.jpg`), the image',
    access: 'function-key',
    parameters: [videoId, thumbnailId, ...inQuery(['expand', 'urls', 'ttl'])],
    answers: {
      200: {
        description: 'The thumbnail; or the image itself, where the app brings images.',
        headers: ['ETag', 'X-Url-Expires', 'Content-Disposition'],
        content: {
          'application/json': { schema: z.union([thumbnailResource, detailedThumbnail]), example },
          ...imageContent,
        },
      },
      302: toImage,
    },
    problems: [...READING, 'thumbnail-not-found', ...IMAGE_PROBLEMS],
  },
  {
    door: 'showThumbnail',
    method: 'get',
    route: 'Videos/{id}/Thumbnail.jpg',
    summary: 'The image that stands for a video, or the one nearest to a moment',
    description: 'A size that is not there is never a 404: the smallest that is as high, else the largest.',
    access: 'function-key',
    parameters: [videoId, ...inQuery(['height', 'at', 'ttl'])],
    answers: {
      200: {
        description: 'The image itself, where the app brings images.',
        headers: ['ETag', 'Content-Disposition'],
        content: imageContent,
      },
      302: toImage,
    },
    problems: [...READING, ...IMAGE_PROBLEMS, 'pending', 'failed', 'no-thumbnails', 'no-timeline'],
  },
  {
    door: 'getVideoStatus',
    method: 'get',
    route: 'Videos/{id}/Status',
    summary: 'Where a video stands',
    access: 'function-key',
    parameters: [videoId],
    answers: {
      200: {
        description: 'Its status.',
        headers: ['Retry-After'],
        content: {
          'application/json': {
            schema: status,
            example: { StatusCode: 2, Status: 'Completed', Message: 'Video is ready.' },
          },
        },
      },
    },
    problems: READING,
  },
  {
    door: 'deleteVideo',
    method: 'delete',
    route: 'Videos/{id}',
    summary: 'Deletes a video; its images stay',
    description: `Wants one of the operators’ own keys in \`${ADMIN_KEY_HEADER}\` beside the function key, whatever the settings say.`,
    access: 'admin-key',
    parameters: [videoId],
    answers: { 204: { description: 'The video is deleted.' } },
    problems: [...READING, 'forbidden'],
  },
];

import * as z from 'zod';
import { MANY_PARAMETERS } from '../../list-query.js';
import { detailedThumbnail, thumbnailResource } from '../../thumbnail-resource.js';
import { READING, type Operation, type Parameter } from '../operation.js';
import { inQuery } from '../parameters.js';

const videoIds: Parameter = {
  name: 'videoIds',
  in: 'query',
  description:
    'Up to 100 video ids with commas between them; a comma in an id is `%2C`, a slash `%2F`. Repeats are answered again.',
  schema: z.string().min(1),
  example: 'sample',
  isRequired: true,
};

const videoResult = z
  .object({
    VideoId: z.string().meta({ description: 'As it was asked for; the thumbnails have the video’s own id.' }),
    Status: z.enum(['found', 'unknown', 'pending', 'failed', 'error']),
    Thumbnails: z.union([z.array(thumbnailResource), z.array(detailedThumbnail)]),
    Total: z.int().optional().meta({ description: 'How many there are in all, where these are not all.' }),
    Next: z.string().optional().meta({ description: 'Where the next are, relative to the address that was asked.' }),
    Problem: z.looseObject({ type: z.string(), title: z.string(), status: z.int() }).optional().meta({
      description:
        'Only with `failed` and `error`: what a question about this video alone would have been answered with.',
    }),
  })
  .meta({ id: 'VideoResult', description: 'What became of one video of many.' });

/** The route of many videos at once. */
export const manyVideosRoutes: readonly Operation[] = [
  {
    door: 'listManyThumbnails',
    method: 'get',
    route: 'Thumbnails',
    summary: 'The thumbnails of many videos, a result for each in the order asked',
    description: 'A video that is slow, broken or ambiguous is an `error` of its own; the others are as they are.',
    access: 'function-key',
    parameters: [videoIds, ...inQuery(MANY_PARAMETERS)],
    answers: {
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
  },
];

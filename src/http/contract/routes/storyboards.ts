import * as z from 'zod';
import { READING, type Operation } from '../operation.js';
import { inQuery, videoId } from '../parameters.js';

const webVttExample = `WEBVTT

00:00:00.000 --> 00:00:02.000
https://contosomedia.blob.core.windows.net/asset-1/Thumbnail000001.jpg?sv=2025-11-05&sr=b&sp=r&sig=example#xywh=0,0,640,360
`;

/** A video's images over time, as players read them. */
export const storyboardRoutes: readonly Operation[] = [
  {
    door: 'getWebVtt',
    method: 'get',
    route: 'Videos/{id}/Thumbnails.vtt',
    summary: 'A storyboard of a video as WebVTT, with URLs that fetch its images now',
    access: 'function-key',
    parameters: [videoId, ...inQuery(['kind', 'height', 'urls', 'ttl'])],
    answers: {
      200: {
        description: 'One cue an image, or one a tile of a sprite.',
        headers: ['ETag', 'X-Url-Expires'],
        content: { 'text/vtt': { schema: z.string().regex(/^WEBVTT\n/), example: webVttExample } },
      },
    },
    problems: [...READING, 'pending', 'failed', 'no-thumbnails', 'no-timeline'],
  },
];

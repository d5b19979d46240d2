import * as z from 'zod';
import { failureReason, statusOf, type VideoStatus } from '../domain/video.js';
import { READING } from '../http/http-function.js';
import { problem, RETRY_AFTER } from '../http/problem.js';
import { noStoreJson } from '../http/represent.js';
import { httpFunction } from '../runtime.js';

const statusResource = z
  .object({
    StatusCode: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    Status: z.enum(['Processing', 'Completed', 'Failed']),
    Message: z.string(),
  })
  .meta({ id: 'Status', description: 'Where a video stands.' });

/** Codes and sentences of the old connector; it had none for a failure. */
const STATUSES: Record<VideoStatus, { StatusCode: 1 | 2 | 3; Message: string }> = {
  Processing: { StatusCode: 1, Message: 'Video is still being processed. Try again later.' },
  Completed: { StatusCode: 2, Message: 'Video is ready.' },
  Failed: { StatusCode: 3, Message: 'Video has no thumbnails: its encoding failed, was canceled or never ended.' },
};

export const getVideoStatus = httpFunction({
  name: 'getVideoStatus',
  method: 'GET',
  route: 'Videos/{id}/Status',
  access: 'function-key',
  summary: 'Where a video stands',
  responses: {
    200: {
      description: 'Its status.',
      headers: ['Retry-After'],
      content: {
        'application/json': {
          schema: statusResource,
          example: { StatusCode: 2, Status: 'Completed', Message: 'Video is ready.' },
        },
      },
    },
  },
  problems: READING,
  handler:
    ({ findVideo, clock }) =>
    async ({ videoId, log }) => {
      const video = await findVideo(videoId);
      const now = clock();
      log('status-answered', { videoId, outcome: video === undefined ? 'unknown' : statusOf(video, now) });
      if (video === undefined) return problem('video-not-found');
      const Status = statusOf(video, now);
      const reason = failureReason(video, now);
      const { StatusCode, Message: general } = STATUSES[Status];
      const Message = reason === undefined ? general : `Video has no thumbnails: its encoding failed. ${reason}`;
      const resource: z.infer<typeof statusResource> = { StatusCode, Status, Message };
      return noStoreJson(resource, Status === 'Processing' ? { 'Retry-After': RETRY_AFTER } : {});
    },
});

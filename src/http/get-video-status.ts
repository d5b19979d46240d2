import type { HttpResponseInit } from '@azure/functions';
import type { GetVideoStatus } from '../application/get-video-status.js';
import type { Log } from '../application/ports.js';
import type { VideoStatus } from '../domain/video.js';
import { problem, RETRY_AFTER } from './problem.js';
import { readVideoId, type Asked } from './request.js';
import { passingJson } from './response.js';

/** Codes and sentences of the old connector; it had none for a failure. */
const STATUSES: Record<VideoStatus, { StatusCode: number; Message: string }> = {
  Processing: { StatusCode: 1, Message: 'Video is still being processed. Try again later.' },
  Completed: { StatusCode: 2, Message: 'Video is ready.' },
  Failed: { StatusCode: 3, Message: 'Video has no thumbnails: its encoding failed, was canceled or never ended.' },
};

/** `GET /api/Videos/{id}/Status`. */
export function makeGetVideoStatusHandler(get: GetVideoStatus) {
  return async (request: Asked, log: Log): Promise<HttpResponseInit> => {
    const videoId = readVideoId(request);
    const found = await get(videoId);
    log('status-answered', { videoId, outcome: found?.status ?? 'unknown' });
    if (found === undefined) return problem('video-not-found');
    const { status, failureReason: reason } = found;
    const { StatusCode, Message: general } = STATUSES[status];
    const Message = reason === undefined ? general : `Video has no thumbnails: its encoding failed. ${reason}`;
    const headers = status === 'Processing' ? { 'Retry-After': RETRY_AFTER } : {};
    return passingJson({ StatusCode, Status: status, Message }, headers);
  };
}

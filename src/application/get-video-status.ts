import { failureReason, statusOf, type VideoStatus } from '../domain/video.js';
import type { FindVideo } from './reading/find-video.js';
import type { Clock } from './ports.js';

export interface FoundStatus {
  status: VideoStatus;
  failureReason: string | undefined;
}

/** Where a video stands; undefined when it is unknown. */
export type GetVideoStatus = (videoId: string) => Promise<FoundStatus | undefined>;

export function makeGetVideoStatus({ findVideo, clock }: { findVideo: FindVideo; clock: Clock }): GetVideoStatus {
  return async (videoId) => {
    const video = await findVideo(videoId);
    const now = clock();
    return video && { status: statusOf(video, now), failureReason: failureReason(video, now) };
  };
}

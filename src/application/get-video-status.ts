import { statusOf, type VideoStatus } from '../domain/video.js';
import type { FindVideo } from './find-video.js';
import type { Clock } from './ports.js';

/** Where a video stands; undefined when it is unknown. */
export type GetVideoStatus = (videoId: string) => Promise<VideoStatus | undefined>;

export function makeGetVideoStatus({ findVideo, clock }: { findVideo: FindVideo; clock: Clock }): GetVideoStatus {
  return async (videoId) => {
    const video = await findVideo(videoId);
    return video && statusOf(video, clock());
  };
}

import { storyboardOf, type Storyboard, type StoryboardQuery } from '../../domain/storyboard.js';
import { countThumbnails } from '../../domain/thumbnail.js';
import { failureReason, whyNoImages, type NoImages, type Video } from '../../domain/video.js';
import type { Clock } from '../clock.js';

/** Why a video has no storyboard. */
export interface NoStoryboard {
  missing: NoImages | 'no-timeline';
  failureReason?: string | undefined;
}

/** The storyboard of a video; no URL is made for it yet. */
export type GetStoryboard = (video: Video, query: StoryboardQuery) => Storyboard | NoStoryboard;

export function createGetStoryboard(clock: Clock): GetStoryboard {
  return (video, query) => {
    const manifests = video.manifests.map(({ manifest }) => manifest);
    if (countThumbnails(manifests) === 0) {
      const now = clock();
      return { missing: whyNoImages(video, now), failureReason: failureReason(video, now) };
    }
    return storyboardOf(manifests, query) ?? { missing: 'no-timeline' };
  };
}

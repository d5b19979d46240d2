import { idInImageName, imageNameOf } from '../domain/image-name.js';
import { standingImage, type StandingQuery } from '../domain/standing-image.js';
import { findThumbnail, type Thumbnail } from '../domain/thumbnail.js';
import { failureReason, whyNoImages, type NoImages, type Video } from '../domain/video.js';
import type { FindVideo } from './reading/find-video.js';
import type { Clock } from './ports.js';

/** One image of a video: the one of this name (`<ID>.jpg`), or the one that stands for the video or for a moment of it. */
export type ImageAsked = { name: string } | StandingQuery;

export interface FoundImage {
  video: Video;
  image: Thumbnail;
}

/** A video that is known, and why it has no such image. */
export interface NoImage {
  videoId: string;
  missing: NoImages | 'no-timeline' | 'thumbnail-not-found';
  failureReason?: string | undefined;
}

/** One image of a video; undefined for an unknown video. Nothing is signed for it yet. */
export type FindImage = (videoId: string, asked: ImageAsked) => Promise<FoundImage | NoImage | undefined>;

export function makeFindImage({ findVideo, clock }: { findVideo: FindVideo; clock: Clock }): FindImage {
  return async (videoId, asked) => {
    const video = await findVideo(videoId);
    if (video === undefined) return undefined;
    const image = imageOf(video, asked);
    if (typeof image === 'object') return { video, image };
    if (image !== undefined) return { videoId: video.id, missing: image };
    const now = clock();
    return { videoId: video.id, missing: whyNoImages(video, now), failureReason: failureReason(video, now) };
  };
}

function imageOf(video: Video, asked: ImageAsked): Thumbnail | 'no-timeline' | 'thumbnail-not-found' | undefined {
  const manifests = video.manifests.map(({ manifest }) => manifest);
  if (!('name' in asked)) return standingImage(manifests, asked);
  const image = findThumbnail(manifests, idInImageName(asked.name) ?? '');
  // The extension says what the bytes are: another one is the name of another image, which is not there.
  return image !== undefined && imageNameOf(image) === asked.name ? image : 'thumbnail-not-found';
}

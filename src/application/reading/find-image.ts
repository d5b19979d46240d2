import { representativeImage, type RepresentativeQuery } from '../../domain/representative-image.js';
import { findThumbnail, idInImageName, imageNameOf, type Thumbnail } from '../../domain/thumbnail.js';
import { failureReason, whyNoImages, type NoImages, type Video } from '../../domain/video.js';
import type { Clock } from '../clock.js';

/** One image of a video: the one of this name (`<ID>.jpg`), or the one that stands for the video or for a moment of it. */
export type ImageQuery = { name: string } | RepresentativeQuery;

/** Why a video has no such image. */
export interface NoImage {
  missing: NoImages | 'no-timeline' | 'thumbnail-not-found';
  failureReason?: string | undefined;
}

/** One image of a video. Nothing is signed for it yet. */
export type FindImage = (video: Video, query: ImageQuery) => { image: Thumbnail } | NoImage;

export function createFindImage(clock: Clock): FindImage {
  return (video, query) => {
    const image = imageOf(video, query);
    if (typeof image === 'object') return { image };
    if (image !== undefined) return { missing: image };
    const now = clock();
    return { missing: whyNoImages(video, now), failureReason: failureReason(video, now) };
  };
}

function imageOf(video: Video, query: ImageQuery): Thumbnail | 'no-timeline' | 'thumbnail-not-found' | undefined {
  const manifests = video.manifests.map(({ manifest }) => manifest);
  if (!('name' in query)) return representativeImage(manifests, query);
  const image = findThumbnail(manifests, idInImageName(query.name) ?? '');
  // The extension says what the bytes are: another one is the name of another image, which is not there.
  return image !== undefined && imageNameOf(image) === query.name ? image : 'thumbnail-not-found';
}

import { contactSheetOf, type ContactSheet, type SheetQuery } from '../../domain/contact-sheet.js';
import { countByKind } from '../../domain/content.js';
import { idInImageName, imageNameOf } from '../../domain/image-name.js';
import type { Manifest } from '../../domain/manifest.js';
import { listedSeries } from '../../domain/nested-locations.js';
import { representativeImage, type RepresentativeQuery } from '../../domain/representative-image.js';
import type { Kind } from '../../domain/series.js';
import { storyboardOf, type Storyboard, type StoryboardQuery } from '../../domain/storyboard.js';
import { countThumbnails, findThumbnail, type Thumbnail } from '../../domain/thumbnail.js';
import { failureReason, isPending, statusOf, whyNoImages } from '../../domain/video.js';
import type { NoImages, Video, VideoStatus } from '../../domain/video.js';
import type { Clock } from '../clock.js';

/** One image of a video: the one of this name (`<ID>.jpg`), or the one that stands for the video or for a moment of it. */
export type ImageQuery = { name: string } | RepresentativeQuery;

/** Why a video has no such image, or no storyboard. */
export interface NoImage {
  missing: NoImages | 'no-timeline' | 'thumbnail-not-found';
  failureReason?: string | undefined;
}

export type FindImage = (video: Video, query: ImageQuery) => { image: Thumbnail } | NoImage;

export function createFindImage(clock: Clock): FindImage {
  return (video, query) => {
    const image = imageOf(video, query);
    if (typeof image === 'object') return { image };
    return image === undefined ? whyNone(video, clock()) : { missing: image };
  };
}

function imageOf(video: Video, query: ImageQuery): Thumbnail | 'no-timeline' | 'thumbnail-not-found' | undefined {
  const manifests = manifestsOf(video);
  if (!('name' in query)) return representativeImage(manifests, query);
  const image = findThumbnail(manifests, idInImageName(query.name) ?? '');
  // The extension says what the bytes are: another one is the name of another image, which is not there.
  return image !== undefined && imageNameOf(image) === query.name ? image : 'thumbnail-not-found';
}

export type GetStoryboard = (video: Video, query: StoryboardQuery) => Storyboard | NoImage;

export function createGetStoryboard(clock: Clock): GetStoryboard {
  return (video, query) => {
    const manifests = manifestsOf(video);
    if (countThumbnails(manifests) === 0) return whyNone(video, clock());
    return storyboardOf(manifests, query) ?? { missing: 'no-timeline' };
  };
}

/** What the API knows of a video. */
export interface FoundSheet {
  videoId: string;
  status: VideoStatus;
  /** Whether a job is at work, so that there may be more soon. */
  isPending: boolean;
  /** Why there are no images, when there are none. */
  missing: NoImages | undefined;
  failureReason: string | undefined;
  images: Record<Kind, number>;
  manifests: readonly Manifest[];
  sheet: ContactSheet;
}

export type GetContactSheet = (video: Video, query: SheetQuery) => FoundSheet;

export function createGetContactSheet(clock: Clock): GetContactSheet {
  return (video, query) => {
    const now = clock();
    const manifests = manifestsOf(video);
    const { missing, failureReason } = whyNone(video, now);
    return {
      videoId: video.id,
      status: statusOf(video, now),
      isPending: isPending(video, now),
      missing: countThumbnails(manifests) === 0 ? missing : undefined,
      failureReason,
      images: countByKind(listedSeries(manifests).flatMap(({ series }) => series)),
      manifests,
      sheet: contactSheetOf(manifests, query),
    };
  };
}

/** What holds for a video that has no images at all. */
export function whyNone(video: Video, now: Date) {
  return { missing: whyNoImages(video, now), failureReason: failureReason(video, now) };
}

export function manifestsOf({ manifests }: Video): Manifest[] {
  return manifests.map(({ manifest }) => manifest);
}

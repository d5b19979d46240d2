import { contactSheetOf, type ContactSheet, type SheetQuery } from '../../domain/contact-sheet.js';
import { countByKind } from '../../domain/content.js';
import { listedSeries, type Manifest } from '../../domain/manifest.js';
import type { Kind } from '../../domain/series.js';
import { countThumbnails } from '../../domain/thumbnail.js';
import {
  failureReason,
  isPending,
  statusOf,
  whyNoImages,
  type NoImages,
  type Video,
  type VideoStatus,
} from '../../domain/video.js';
import type { Clock } from '../clock.js';

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

/** The contact sheet of a video; no URL is made for it yet. */
export type GetContactSheet = (video: Video, query: SheetQuery) => FoundSheet;

export function createGetContactSheet(clock: Clock): GetContactSheet {
  return (video, query) => {
    const now = clock();
    const manifests = video.manifests.map(({ manifest }) => manifest);
    return {
      videoId: video.id,
      status: statusOf(video, now),
      isPending: isPending(video, now),
      missing: countThumbnails(manifests) === 0 ? whyNoImages(video, now) : undefined,
      failureReason: failureReason(video, now),
      images: countByKind(listedSeries(manifests).flatMap(({ series }) => series)),
      manifests,
      sheet: contactSheetOf(manifests, query),
    };
  };
}

import { contactSheetOf, type ContactSheet, type SheetQuery } from '../domain/contact-sheet.js';
import { countByKind } from '../domain/content.js';
import type { Manifest } from '../domain/manifest.js';
import { listedSeries } from '../domain/nested-locations.js';
import type { Kind } from '../domain/series.js';
import { countThumbnails } from '../domain/thumbnail.js';
import {
  failureReason,
  isPending,
  statusOf,
  whyNoImages,
  type NoImages,
  type Video,
  type VideoStatus,
} from '../domain/video.js';
import type { FindVideo } from './reading/find-video.js';
import type { ImageUrls } from './get-storyboard.js';
import type { Clock } from './ports.js';

/** The URLs of a contact sheet: those that its page shows images by, and those that a person takes along. */
export interface SheetUrls {
  shown: ImageUrls;
  /** Where they are other ones: permalinks live longer. */
  copied?: ImageUrls;
  /** A link to the sheet itself, for others. */
  page?: string;
}

/** Chosen by who asks: whoever follows a link gets none that lives longer than it. */
export type MakeSheetUrls = (video: Video) => Promise<SheetUrls>;

/** What the API knows of a video. */
export interface FoundSheet {
  videoId: string;
  status: VideoStatus;
  /** Whether a job is at work, so that there may be more soon. */
  isPending: boolean;
  /** Why there are no images, when there are none. */
  missing?: NoImages;
  failureReason: string | undefined;
  images: Record<Kind, number>;
  manifests: readonly Manifest[];
  sheet: ContactSheet;
  /** Left out where there is nothing to show. */
  urls?: SheetUrls;
}

/** The contact sheet of a video; undefined for an unknown video. Makes no URL yet. */
export type ShowContactSheet = (
  videoId: string,
  query: SheetQuery,
  makeUrls: MakeSheetUrls,
) => Promise<FoundSheet | undefined>;

export function makeShowContactSheet(ports: { findVideo: FindVideo; clock: Clock }): ShowContactSheet {
  return async (asked, query, makeUrls) => {
    const video = await ports.findVideo(asked);
    if (video === undefined) return undefined;
    const now = ports.clock();
    const manifests = video.manifests.map(({ manifest }) => manifest);
    const isEmpty = countThumbnails(manifests) === 0;
    return {
      videoId: video.id,
      status: statusOf(video, now),
      isPending: isPending(video, now),
      failureReason: failureReason(video, now),
      images: countByKind(listedSeries(manifests).flatMap(({ series }) => series)),
      manifests,
      sheet: contactSheetOf(manifests, query),
      ...(isEmpty ? { missing: whyNoImages(video, now) } : { urls: await makeUrls(video) }),
    };
  };
}

import { selectThumbnails, type ThumbnailFilter } from '../../domain/select-thumbnails.js';
import { countThumbnails } from '../../domain/thumbnail.js';
import { failureReason, whyNoImages, type NoImages, type Video } from '../../domain/video.js';
import { readContinuation, toContinuation } from './continuation.js';
import { signVideo, type SignedThumbnail, type SigningPorts, type UrlQuery } from './sign-video.js';

/** Images in one answer, at most. */
export const MAX_PAGE = 5000;

export interface ListQuery {
  filter: ThumbnailFilter;
  urls: UrlQuery;
  limit: number;
  /** From the page before. */
  continuation?: string | undefined;
  /** All of the question but for the continuation, in one normal form: a continuation holds for no other. */
  normalQuery: string;
}

export interface ThumbnailPage {
  videoId: string;
  /** Everything that the page depends on, beside the query. */
  tag: string;
  expires: Date;
  /** How many images this page has. */
  count: number;
  /** How many images pass the filter, on all pages. */
  total: number;
  /** Why the video has no images at all, whatever the filter; undefined where it has some. */
  noImages: NoImages | undefined;
  failureReason: string | undefined;
  /** Continuation of the next page; undefined on the last. */
  next: string | undefined;
  /** Signs the images; not called when the caller has them already. */
  sign: () => SignedThumbnail[];
}

/** The images of a video that pass the filter, page by page. */
export type ListThumbnails = (video: Video, query: ListQuery) => Promise<ThumbnailPage>;

export function createListThumbnails(ports: SigningPorts): ListThumbnails {
  return async (video, { filter, urls, limit, continuation, normalQuery }) => {
    const skip = continuation === undefined ? 0 : readContinuation(video, normalQuery, continuation);
    const manifests = video.manifests.map(({ manifest }) => manifest);
    const { count, page } = selectThumbnails(manifests, filter);
    const signer = await signVideo(ports, video, urls);
    const now = ports.clock();
    return {
      videoId: video.id,
      tag: signer.tag,
      expires: signer.expires,
      count: Math.max(0, Math.min(limit, count - skip)),
      total: count,
      noImages: count === 0 && countThumbnails(manifests) === 0 ? whyNoImages(video, now) : undefined,
      failureReason: failureReason(video, now),
      next: skip + limit < count ? toContinuation(video, normalQuery, skip + limit) : undefined,
      sign: () => page(skip, limit).map(signer.sign),
    };
  };
}

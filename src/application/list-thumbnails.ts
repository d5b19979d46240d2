import { sha256Hex } from '../domain/hash.js';
import { countThumbnails, listThumbnailsOf } from '../domain/thumbnail.js';
import { isPending, type Video } from '../domain/video.js';
import { Failure } from './failure.js';
import type { FindVideo } from './find-video.js';
import { signVideo, revisionsOf, type SignedThumbnail, type SigningPorts } from './sign-video.js';

/** Images in one answer, at most. */
export const MAX_PAGE = 5000;

export interface PageQuery {
  limit: number;
  /** From the page before. */
  continuation: string | undefined;
}

export interface ThumbnailPage {
  videoId: string;
  /** Everything that the page depends on, beside the query. */
  tag: string;
  expires: Date;
  /** How many images this page has. */
  count: number;
  /** Whether more may come, because a job is still at work on a video that has no images so far. */
  isPending: boolean;
  /** Continuation of the next page; undefined on the last. */
  next: string | undefined;
  /** Signs the images; not called when the caller has them already. */
  sign(): SignedThumbnail[];
}

/** The images of a video, page by page; undefined for an unknown video. */
export type ListThumbnails = (videoId: string, query: PageQuery) => Promise<ThumbnailPage | undefined>;

export function makeListThumbnails(ports: SigningPorts & { findVideo: FindVideo }): ListThumbnails {
  return async (videoId, { limit, continuation }) => {
    const video = await ports.findVideo(videoId);
    if (video === undefined) return undefined;
    const skip = continuation === undefined ? 0 : readContinuation(video, continuation);
    const manifests = video.manifests.map(({ manifest }) => manifest);
    const total = countThumbnails(manifests);
    const signer = await signVideo(ports, video);
    return {
      videoId: video.id,
      tag: signer.tag,
      expires: signer.expires,
      count: Math.max(0, Math.min(limit, total - skip)),
      isPending: total === 0 && isPending(video, ports.clock()),
      next: skip + limit < total ? toContinuation(video, skip + limit) : undefined,
      sign: () => listThumbnailsOf(manifests, skip, limit).map(signer.sign),
    };
  };
}

/** A place in this video's list that holds for these manifests alone: a re-encode may have moved everything. */
function toContinuation(video: Video, skip: number): string {
  return `${skip}.${sha256Hex(`${video.id}\n${revisionsOf(video)}\n${skip}`).slice(0, 16)}`;
}

function readContinuation(video: Video, continuation: string): number {
  const skip = Number(/^(\d{1,9})\./.exec(continuation)?.[1]);
  if (toContinuation(video, skip) === continuation) return skip;
  throw new Failure(
    'stale-continuation',
    'the continuation is not one of this list as it is now; begin again without it',
  );
}

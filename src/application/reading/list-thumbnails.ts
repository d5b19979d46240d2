import { createHmac } from 'node:crypto';
import { selectThumbnails, type ThumbnailFilter } from '../../domain/select-thumbnails.js';
import { eachInSteps, type Steps } from '../../domain/steps.js';
import { countThumbnails, findThumbnail, type Thumbnail } from '../../domain/thumbnail.js';
import type { NoImages, Video } from '../../domain/video.js';
import { inSlices } from '../../in-slices.js';
import { Failure } from '../failure.js';
import { imageUrls, revisionsOf, type ImageUrls, type SigningPorts, type UrlQuery } from './image-urls.js';
import { manifestsOf, whyNone } from './select-images.js';

/** Images in one answer, at most. */
export const MAX_PAGE = 5000;

/** A thumbnail with the URL that fetches it now. */
export interface SignedThumbnail extends Thumbnail {
  url: string;
}

/** One image of a video by its id, at the cost of one signature; undefined where the video has none with this id. */
export function createGetThumbnail(ports: SigningPorts) {
  return async (video: Video, thumbnailId: string, urls: UrlQuery) => {
    const thumbnail = findThumbnail(manifestsOf(video), thumbnailId);
    if (thumbnail === undefined) return undefined;
    const { tag, expires, urlOf } = await imageUrls(ports, video, urls);
    return { tag, expires, sign: (): SignedThumbnail => ({ ...thumbnail, url: urlOf(thumbnail) }) };
  };
}

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
  /** Signs the images, in slices; not called when the caller has them already. */
  sign: () => Promise<SignedThumbnail[]>;
}

/** The images of a video that pass the filter, page by page. */
export type ListThumbnails = (video: Video, query: ListQuery) => Promise<ThumbnailPage>;

export function createListThumbnails(ports: SigningPorts): ListThumbnails {
  return async (video, { filter, urls, limit, continuation, normalQuery }) => {
    const skip = continuation === undefined ? 0 : readContinuation(video, normalQuery, continuation);
    const manifests = manifestsOf(video);
    const { count, page } = selectThumbnails(manifests, filter);
    const { tag, expires, urlOf } = await imageUrls(ports, video, urls);
    const { missing, failureReason } = whyNone(video, ports.clock());
    return {
      ...{ videoId: video.id, tag, expires, failureReason },
      count: Math.max(0, Math.min(limit, count - skip)),
      total: count,
      noImages: count === 0 && countThumbnails(manifests) === 0 ? missing : undefined,
      next: skip + limit < count ? toContinuation(video, normalQuery, skip + limit) : undefined,
      sign: () => inSlices(signEach(page(skip, limit), urlOf)),
    };
  };
}

function* signEach(images: readonly Thumbnail[], urlOf: ImageUrls['urlOf']): Steps<SignedThumbnail[]> {
  const signed: SignedThumbnail[] = [];
  yield* eachInSteps(images, (image) => signed.push({ ...image, url: urlOf(image) }));
  return signed;
}

const SKIP_BYTES = 6;
const MAC_BYTES = 16;

/**
 * A position in a list, in letters that URLs carry as they are. It holds for this video, for these manifests, since a
 * re-encode may have moved everything, and for the very same question (`normalQuery`).
 */
export function toContinuation(video: Video, normalQuery: string, skip: number): string {
  const mac = createHmac('sha256', `${video.id}\n${revisionsOf(video)}`)
    .update(`${normalQuery}\n${skip}`)
    .digest();
  const bytes = Buffer.alloc(SKIP_BYTES);
  bytes.writeUIntBE(skip, 0, SKIP_BYTES);
  return Buffer.concat([bytes, mac.subarray(0, MAC_BYTES)]).toString('base64url');
}

/** How many images to skip. Throws `stale-continuation` for one that was not made for this list as it is now. */
export function readContinuation(video: Video, normalQuery: string, continuation: string): number {
  const bytes = Buffer.from(continuation, 'base64url');
  const skip = bytes.length === SKIP_BYTES + MAC_BYTES ? bytes.readUIntBE(0, SKIP_BYTES) : 0;
  // Made again and compared as text: several texts may mean the same bytes.
  if (toContinuation(video, normalQuery, skip) === continuation) return skip;
  throw new Failure('stale-continuation', 'is not one of this list as it is now; begin again without it');
}

import type { OneOfMany } from '../application/list-many.js';
import { problemBody, problemBodyOf, type ProblemBody } from './problem.js';
import { toResources, type ThumbnailResource } from './thumbnail-resource.js';

/** One video of many. */
export interface VideoResource {
  /** As it was asked for; the thumbnails have the video's own id. */
  VideoId: string;
  Status: 'found' | 'unknown' | 'pending' | 'failed' | 'error';
  Thumbnails: ThumbnailResource[];
  /** Only where there are more than these: how many there are in all. */
  Total?: number;
  /** With `Total`: where the next page is, relative to the address that was asked; absent for an id that no path can hold. */
  Next?: string;
  /** Only with `failed` and `error`. */
  Problem?: ProblemBody;
}

/** A video that was asked for twice is signed once. What cannot be signed is an error of that video, and put to `failures`. */
export function toManyResources(
  asked: readonly { videoId: string; result: OneOfMany }[],
  query: string,
  expand: 'details' | undefined,
  failures: unknown[],
): VideoResource[] {
  const toResource = (result: OneOfMany): Omit<VideoResource, 'VideoId'> => {
    try {
      return toVideoResource(result, query, expand);
    } catch (error) {
      failures.push(error);
      return toVideoResource({ status: 'error', error }, query, expand);
    }
  };
  const made = new Map<OneOfMany, Omit<VideoResource, 'VideoId'>>();
  return asked.map(({ videoId, result }) => {
    const resource = made.get(result) ?? toResource(result);
    made.set(result, resource);
    return { VideoId: videoId, ...resource };
  });
}

function toVideoResource(
  result: OneOfMany,
  query: string,
  expand: 'details' | undefined,
): Omit<VideoResource, 'VideoId'> {
  const { status: Status } = result;
  if (result.status === 'error') return { Status, Thumbnails: [], Problem: problemBodyOf(result.error) };
  if (result.status === 'failed') {
    return { Status, Thumbnails: [], Problem: problemBody('failed', { detail: result.failureReason }) };
  }
  if (result.status !== 'found') return { Status, Thumbnails: [] };
  const { videoId, expires, total, next, sign } = result.page;
  const Thumbnails = sign().map(toResources(videoId, expires, expand));
  if (next === undefined) return { Status, Thumbnails };
  const isInPath = !/[/\\]/.test(videoId);
  const Next = `Videos/${encodeURIComponent(videoId)}/Thumbnails?${query}&continuation=${next}`;
  return { Status, Thumbnails, Total: total, ...(isInPath && { Next }) };
}

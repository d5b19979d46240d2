import { canonicalVideoId, videoIdProblem } from '../../domain/video-id.js';
import { Failure } from '../failure.js';
import type { FindVideo } from './find-video.js';
import { MAX_PAGE, type ListQuery, type ListThumbnails, type ThumbnailPage } from './list-thumbnails.js';

/** Videos in one answer, at most. */
export const MAX_VIDEOS = 100;
/** Images of one video where the caller names no limit: an answer about many is no place for long lists. */
const DEFAULT_LIMIT = 100;
/** Videos that are read at one time: a caller's hundred is no storm on the table. */
const CONCURRENCY = 10;

/** What became of one video of many; an error is of this video alone. */
export type BatchItem =
  | { status: 'found'; page: ThumbnailPage }
  | { status: 'unknown' | 'pending' }
  | { status: 'failed'; failureReason: string | undefined }
  | { status: 'error'; error: unknown };

/** A video as it was asked for; two spellings of one id have the same result. */
export interface AskedVideo {
  videoId: string;
  result: BatchItem;
}

/** Images of each of these videos, so that all together are no more than one list may have, also where ids are split. */
export function limitEach(videoIds: readonly string[], limit = DEFAULT_LIMIT): number {
  const parts = partsOf(videoIds);
  const videos = videoIds.reduce((sum, id) => sum + (parts.get(id)?.length ?? 1), 0);
  return Math.min(limit, Math.floor(MAX_PAGE / Math.max(1, videos)));
}

/** The ids that each id with commas may stand for; none where all together would be too many. */
function partsOf(videoIds: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const split = videoIds.map((id) => id.split(','));
  if (split.flat().length > MAX_VIDEOS) return new Map();
  const areIds = (parts: readonly string[]) =>
    parts.length > 1 && parts.every((one) => videoIdProblem(one) === undefined);
  return new Map(split.filter(areIds).map((parts) => [parts.join(), parts]));
}

/**
 * The first images of each of these videos, in the order asked; each is read once. An unknown id with commas stands for the
 * ids between them, if one of those is known: callers encode commas without meaning one id. Throws only what holds for the
 * question, not for a video.
 */
export function createListMany(ports: {
  findVideo: FindVideo;
  listThumbnails: ListThumbnails;
  /** Gives a video up that takes too long. */
  withItemTimeout: <T>(call: () => Promise<T>) => Promise<T>;
}) {
  const listOne = async (videoId: string, query: ListQuery): Promise<BatchItem> => {
    try {
      const page = await ports.withItemTimeout(async () => {
        const video = await ports.findVideo(videoId);
        return video && ports.listThumbnails(video, query);
      });
      if (page === undefined) return { status: 'unknown' };
      if (page.noImages === 'pending') return { status: 'pending' };
      if (page.noImages === 'failed') return { status: 'failed', failureReason: page.failureReason };
      return { status: 'found', page };
    } catch (error) {
      if (error instanceof Failure && error.code === 'links-off') throw error;
      return { status: 'error', error };
    }
  };
  return async (videoIds: readonly string[], query: ListQuery): Promise<AskedVideo[]> => {
    const results = new Map<string, BatchItem>();
    const listEach = async (ids: readonly string[]): Promise<void> => {
      const waiting = [...new Set(ids.map(canonicalVideoId))].filter((id) => !results.has(id)).values();
      const work = async (): Promise<void> => {
        for (const videoId of waiting) results.set(videoId, await listOne(videoId, query));
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
    };
    const resultOf = (id: string): BatchItem => results.get(canonicalVideoId(id)) ?? { status: 'unknown' };
    const isUnknown = (id: string): boolean => resultOf(id).status === 'unknown';
    await listEach(videoIds);
    const parts = partsOf(videoIds);
    await listEach(videoIds.filter(isUnknown).flatMap((id) => parts.get(id) ?? []));
    const meant = (id: string): readonly string[] => {
      const split = parts.get(id) ?? [];
      return isUnknown(id) && !split.every(isUnknown) ? split : [id];
    };
    return videoIds.flatMap(meant).map((videoId) => ({ videoId, result: resultOf(videoId) }));
  };
}

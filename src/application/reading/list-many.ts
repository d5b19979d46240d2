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

/** The first images of each of these videos, in their canonical spelling; each is read once. */
export type ListMany = (videoIds: readonly string[], query: ListQuery) => Promise<ReadonlyMap<string, BatchItem>>;

/** Images of each of so many videos, so that all together are no more than one list may have. */
export function limitEach(videos: number, limit = DEFAULT_LIMIT): number {
  return Math.min(limit, Math.floor(MAX_PAGE / Math.max(1, videos)));
}

/** `withItemTimeout` gives a video up that takes too long. Throws only what holds for the question, not for a video. */
export function createListMany(ports: {
  findVideo: FindVideo;
  listThumbnails: ListThumbnails;
  withItemTimeout: <T>(call: () => Promise<T>) => Promise<T>;
}): ListMany {
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
  return async (videoIds, query) => {
    const results = new Map<string, BatchItem>();
    const waiting = [...new Set(videoIds)].values();
    const work = async (): Promise<void> => {
      for (const videoId of waiting) results.set(videoId, await listOne(videoId, query));
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    return results;
  };
}

import { liveManifests, toVideo, type Video } from '../../domain/video.js';
import type { RecordStore } from '../recording/ports.js';
import { liveTargets, throwAmbiguous } from './alias-targets.js';
import type { Cache } from './ports.js';

/** A video by its id or by an alias, in their canonical spelling; undefined for an unknown video. */
export type FindVideo = (id: string) => Promise<Video | undefined>;

/**
 * One partition read by video id, two by alias. Throws `ambiguous-video` for an alias of several videos that still show
 * something.
 */
export function createFindVideo(store: Pick<RecordStore, 'readVideo'>): FindVideo {
  return async (id) => {
    const own = await store.readVideo(id);
    // Its own manifests beat an alias; a state that was saved under an asset's name does not.
    if (liveManifests(own).length > 0) return toVideo(id, own);
    const names = new Set(own.aliases.map(({ videoId }) => videoId));
    const [only] = names;
    if (only === undefined) return toVideo(id, own);
    if (names.size === 1) return toVideo(only, await store.readVideo(only));
    const [target, ...others] = await liveTargets(store, id, own.aliases);
    if (others.length > 0) throwAmbiguous(id, others.length + 1);
    return target === undefined ? toVideo(id, own) : toVideo(target, await store.readVideo(target));
  };
}

/** Finds videos in memory for a while; `invalidate` clears the memory, and reads in flight are not added to it. */
export interface CachedFindVideo {
  findVideo: FindVideo;
  invalidate: () => void;
}

/**
 * Caches videos that have manifests; requests that come while one is being read share that read. "Unknown" and "not yet"
 * are never cached, since callers wait for them to change.
 */
export function cachedFindVideo(find: FindVideo, cache: Cache<Video> & { clear: () => void }): CachedFindVideo {
  const inFlight = new Map<string, Promise<Video | undefined>>();
  let invalidations = 0;
  const findAndCache = async (id: string): Promise<Video | undefined> => {
    const before = invalidations;
    try {
      const video = await find(id);
      const isCacheable = video !== undefined && video.manifests.length > 0 && before === invalidations;
      if (isCacheable) cache.set(id, video, { size: sizeOf(video) });
      return video;
    } finally {
      inFlight.delete(id);
    }
  };
  const findVideo: FindVideo = async (id) => {
    const cached = cache.get(id);
    if (cached !== undefined) return cached;
    const found = inFlight.get(id) ?? findAndCache(id);
    inFlight.set(id, found);
    return found;
  };
  const invalidate = (): void => {
    invalidations += 1;
    cache.clear();
    inFlight.clear();
  };
  return { findVideo, invalidate };
}

/** Estimates for objects, ranges and tiles in V8's memory; a bound needs no more. */
function sizeOf({ manifests }: Video): number {
  const series = manifests.flatMap(({ manifest }) => manifest.series);
  const parts = series.map(({ ranges, sprite }) => 1000 + ranges.length * 64 + (sprite?.tiles.length ?? 0) * 128);
  return parts.reduce((sum, size) => sum + size, 2000);
}

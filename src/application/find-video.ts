import { remembered } from '../domain/tombstone.js';
import type { Video } from '../domain/video.js';
import { Failure } from './failure.js';
import type { ManifestStore, VideoRecords } from './ports.js';

/** A video by its id or by an alias, in their canonical spelling; undefined when nobody has heard of it. */
export type FindVideo = (id: string) => Promise<Video | undefined>;

/** One partition read by video id, two by alias. Throws `ambiguous-video` for an alias that several videos claim. */
export function makeFindVideo(store: ManifestStore): FindVideo {
  return async (id) => {
    const own = await store.readVideo(id);
    const { manifests } = remembered(own);
    // Its own manifests beat an alias; a state that was remembered under an asset's name does not.
    if (manifests.length > 0 || own.aliasOf.length === 0) return toVideo(id, own);
    const target = oneVideoOf(id, own);
    return toVideo(target, await store.readVideo(target));
  };
}

/** The video that has this id for a name. Throws `ambiguous-video` when several have. */
export function oneVideoOf(id: string, { aliasOf }: Pick<VideoRecords, 'aliasOf'>): string {
  const [target, ...others] = aliasOf;
  if (target === undefined || others.length > 0) {
    throw new Failure('ambiguous-video', `'${id}' is a name of ${aliasOf.length} videos; ask for one by its own id`);
  }
  return target;
}

function toVideo(id: string, records: VideoRecords): Video | undefined {
  const { manifests, outputs } = remembered(records);
  if (manifests.length === 0 && outputs.length === 0) return undefined;
  const forgottenAt = records.tombstone?.tombstone.forgottenAt;
  return { id, manifests, outputs: outputs.map(({ state }) => state), ...(forgottenAt && { forgottenAt }) };
}

/** What a cache has to do; `size` is in bytes, roughly. */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, options: { size: number }): unknown;
}

/** Answers from memory for a while; `drop` forgets all of that at once, and what is being read too. */
export interface KeptFindVideo {
  findVideo: FindVideo;
  drop: () => void;
}

/**
 * Keeps videos that have manifests; requests that come while one is being read share that read. "Unknown" and "not yet"
 * are never kept: they are what callers wait to see change.
 */
export function cachedFindVideo(find: FindVideo, cache: Cache<Video> & { clear: () => void }): KeptFindVideo {
  const underWay = new Map<string, Promise<Video | undefined>>();
  let drops = 0;
  const findAndKeep = async (id: string): Promise<Video | undefined> => {
    const before = drops;
    try {
      const video = await find(id);
      const isKept = video !== undefined && video.manifests.length > 0 && before === drops;
      if (isKept) cache.set(id, video, { size: sizeOf(video) });
      return video;
    } finally {
      underWay.delete(id);
    }
  };
  const findVideo: FindVideo = async (id) => {
    const kept = cache.get(id);
    if (kept !== undefined) return kept;
    const asked = underWay.get(id) ?? findAndKeep(id);
    underWay.set(id, asked);
    return asked;
  };
  const drop = (): void => {
    drops += 1;
    cache.clear();
    underWay.clear();
  };
  return { findVideo, drop };
}

/** Estimates for objects, ranges and tiles in V8's memory; a bound needs no more. */
function sizeOf({ manifests }: Video): number {
  const series = manifests.flatMap(({ manifest }) => manifest.series);
  const parts = series.map(({ ranges, sprite }) => 1000 + ranges.length * 64 + (sprite?.tiles.length ?? 0) * 128);
  return parts.reduce((sum, size) => sum + size, 2000);
}

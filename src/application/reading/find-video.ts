import { locationHash } from '../../domain/location.js';
import type { Manifest } from '../../domain/manifest.js';
import { canonicalVideoId, decomposedVideoId } from '../../domain/video-id.js';
import { liveManifests, toVideo, type Video, type VideoRecords } from '../../domain/video.js';
import { Failure } from '../failure.js';
import type { Log } from '../../telemetry/log-events.js';
import type { RecordStore } from '../recording/ports.js';

/** What a cache has to do; `size` is in bytes, roughly. */
interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, options: { size: number }): unknown;
  clear(): void;
}

/** A video by its id or by an alias, in their canonical spelling; undefined for an unknown video. */
export type FindVideo = (id: string) => Promise<Video | undefined>;

/**
 * One partition read by video id, two by alias. Throws `ambiguous-video` for an alias of several videos that still show
 * something. Each read of a video with more than its limits let in has a line in the log. An unknown id that has another
 * spelling costs one read more: earlier versions kept ids as they came.
 */
export function createFindVideo(store: Pick<RecordStore, 'readVideo'>, log: Log = () => undefined): FindVideo {
  const show = (id: string, records: VideoRecords): Video | undefined => {
    const video = toVideo(canonicalVideoId(id), records);
    const [shown, locations] = [video?.manifests.length ?? 0, liveManifests(records).length];
    if (shown < locations) log('video-truncated', { videoId: id, locations, shown });
    return video;
  };
  return async (id) => {
    const own = await readEitherSpelling(store, id);
    // Its own manifests beat an alias; a state that was saved under an asset's name does not.
    if (liveManifests(own).length > 0) return show(id, own);
    const names = new Set(own.aliases.map(({ videoId }) => videoId));
    const [only] = names;
    if (only === undefined) return show(id, own);
    if (names.size === 1) return show(only, await store.readVideo(only));
    const [target, ...others] = await liveTargets(store, id, own.aliases);
    if (others.length > 0) throwAmbiguous(id, others.length + 1);
    return target === undefined ? show(id, own) : show(target, await store.readVideo(target));
  };
}

async function readEitherSpelling(store: Pick<RecordStore, 'readVideo'>, id: string): Promise<VideoRecords> {
  const records = await store.readVideo(id);
  const { entries, moved, outputs, aliases } = records;
  const isUnknown = entries.length + moved.length + outputs.length + aliases.length === 0;
  const decomposed = isUnknown ? decomposedVideoId(id) : undefined;
  return decomposed === undefined ? records : store.readVideo(decomposed);
}

/** More videos than this are not read to find out which of them still show anything. */
const MAX_TARGETS = 10;

/** The videos to which the name `id` leads. Of several only those are meant that still show what has the name. */
export async function liveTargets(
  store: Pick<RecordStore, 'readVideo'>,
  id: string,
  aliases: VideoRecords['aliases'],
  isMeant: (manifest: Manifest) => boolean = () => true,
): Promise<string[]> {
  const targets = [...new Set(aliases.map(({ videoId }) => videoId))].filter((videoId) => videoId !== id);
  if (targets.length > MAX_TARGETS) throwAmbiguous(id, targets.length);
  const live: string[] = [];
  for (const target of targets) {
    const locations = aliases.filter(({ videoId }) => videoId === target).map(({ location }) => location);
    const shown = liveManifests(await store.readVideo(target));
    const hasName = ({ manifest }: (typeof shown)[number]) =>
      locations.includes(locationHash(manifest.location)) && isMeant(manifest);
    if (shown.some(hasName)) live.push(target);
  }
  return live;
}

/** Throws for a name of several videos. */
export function throwAmbiguous(id: string, count: number): never {
  throw new Failure('ambiguous-video', `'${id}' is a name of ${count} videos; ask for one by its own id`);
}

/**
 * Caches videos that have manifests; requests that come while one is being read share that read. "Unknown" and "not yet"
 * are never cached, since callers wait for them to change. `invalidate` clears the cache, and reads in flight are not added
 * to it.
 */
export function cachedFindVideo(find: FindVideo, cache: Cache<Video>) {
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

/**
 * Estimates of V8's memory for objects, texts, runs, names and tiles. The cache (app.ts) holds the largest video that is
 * recorded: its limits, and the text of as many rows.
 */
function sizeOf({ manifests }: Video): number {
  const series = manifests.flatMap(({ manifest }) => manifest.series);
  return series.reduce((sum, { prefix, suffix, ranges, namesByIndex = {}, timing, sprite }) => {
    const names = Object.values(namesByIndex).reduce((size, text) => size + 128 + text.length, 0);
    const texts = prefix.length + suffix.length + (sprite?.vttName.length ?? 0);
    const times = Object.keys(timing?.timesByIndex ?? {}).length;
    return sum + 800 + texts + names + (ranges.length + times) * 64 + (sprite?.tiles.length ?? 0) * 128;
  }, 2000);
}

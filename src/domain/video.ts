import { partsOf, type Content } from './content.js';
import { isCovered, type Tombstone } from './deletion.js';
import { manifestOf, type StoredEntry, type StoredManifest } from './entry.js';
import { LIMITS } from './limits.js';
import { locationHash } from './location.js';
import { newestFirst } from './series-group.js';
import { failureOf, hasActiveOutput, hasAwaitedOutput, type OutputState } from './output-state.js';

export interface Video {
  id: string;
  manifests: readonly StoredManifest[];
  outputs: readonly OutputState[];
  /** When the video was deleted last: permalinks from before that stay dead. */
  deletedAt?: Date;
}

/** Where a video stands, in the words and codes of the old connector (2015), plus `Failed`. */
export type VideoStatus = 'Processing' | 'Completed' | 'Failed';

/** Any manifest: completed. Else an output at work, or not recorded yet: processing. Else failed. */
export function statusOf(video: Video, now: Date): VideoStatus {
  if (video.manifests.length > 0) return 'Completed';
  return isPending(video, now) ? 'Processing' : 'Failed';
}

/** Why the jobs of a video failed, fit to be shown; undefined when they did not, or say nothing. */
export function failureReason(video: Video, now: Date): string | undefined {
  return statusOf(video, now) === 'Failed' ? failureOf(video.outputs) : undefined;
}

export type NoImages = 'pending' | 'failed' | 'no-thumbnails';

/** Why a video that is known has no images to show. */
export function whyNoImages(video: Video, now: Date): NoImages {
  if (isPending(video, now)) return 'pending';
  return video.manifests.length > 0 ? 'no-thumbnails' : 'failed';
}

/** Whether images may still come: from an output active within a day, or finished within a day and not recorded yet. */
export function isPending({ manifests, outputs }: Video, now: Date): boolean {
  return hasActiveOutput(outputs, now) || (manifests.length === 0 && hasAwaitedOutput(outputs, now));
}

export interface StoredTombstone {
  tombstone: Tombstone;
  version: string;
  /** Whether subscribers know of the deletion; absent when nothing has to be published. */
  publication?: { publishedVersion: string; changedAt: Date };
}

export interface StoredOutputState {
  state: OutputState;
  version: string;
}

export interface VideoRecords {
  entries: StoredEntry[];
  /** Locations, by hash, that were this video's before they moved to another. */
  moved: string[];
  outputs: StoredOutputState[];
  /** Videos that have this id as a name, each with the location that says so. */
  aliases: { videoId: string; location: string }[];
  /** Hides what it covers; that may still be in the rows. */
  tombstone?: StoredTombstone;
}

export function liveManifests({ entries, tombstone }: VideoRecords): StoredManifest[] {
  return entries.flatMap((entry) => manifestOf(entry, tombstone?.tombstone.deletedAt) ?? []);
}

export function liveOutputs({ outputs, tombstone }: VideoRecords): StoredOutputState[] {
  return outputs.filter(({ state }) => !isCovered(state.at, tombstone?.tombstone.deletedAt));
}

/** The video that the rows are about; undefined when nothing is known of it. */
export function toVideo(id: string, records: VideoRecords): Video | undefined {
  const manifests = newestWithin(liveManifests(records));
  const outputs = liveOutputs(records).map(({ state }) => state);
  if (manifests.length === 0 && outputs.length === 0) return undefined;
  // No output is awaited whose location belongs to another video by now, or is deleted.
  const settled = new Set([...records.moved, ...records.entries.map(({ location }) => locationHash(location))]);
  const deletedAt = records.tombstone?.tombstone.deletedAt;
  return {
    id,
    manifests,
    outputs: outputs.map((state) => (settled.has(state.location ?? '') ? withoutAwaiting(state) : state)),
    ...(deletedAt !== undefined && { deletedAt }),
  };
}

/**
 * Why a video has no room for a location with this content; undefined when it has. One location alone always has room, and so has
 * one that is recorded already and does not grow.
 */
export function noRoomFor(records: VideoRecords, location: string, content: Content | undefined): string | undefined {
  const { locationsOfVideo, partsOfVideo } = LIMITS;
  const manifests = liveManifests(records).map(({ manifest }) => manifest);
  const held = manifests.find((one) => locationHash(one.location) === location);
  const others = manifests.filter((one) => one !== held);
  if (content === undefined || others.length === 0) return undefined;
  const own = partsOf(content);
  if (held !== undefined && own <= partsOf(held)) return undefined;
  const parts = others.reduce((sum, one) => sum + partsOf(one), own);
  if ((held !== undefined || others.length < locationsOfVideo) && parts <= partsOfVideo) return undefined;
  const most = `at most ${locationsOfVideo} with ${partsOfVideo} are recorded`;
  return `the video would have ${others.length + 1} locations with ${parts} series, tiles, runs of numbers and names; ${most}`;
}

/**
 * The newest of a video's manifests that its limits let in, at least one. Recording refuses more; rows of races and of earlier
 * versions may be more, and no query may take as long as they are many.
 */
function newestWithin(manifests: StoredManifest[]): StoredManifest[] {
  const newest = manifests.toSorted(newestFirst);
  const shown = new Set<StoredManifest>();
  let left: number = LIMITS.partsOfVideo;
  for (const one of newest) {
    const parts = partsOf(one.manifest);
    if (shown.size === LIMITS.locationsOfVideo || (shown.size > 0 && parts > left)) continue;
    left -= parts;
    shown.add(one);
  }
  return shown.size === manifests.length ? manifests : manifests.filter((one) => shown.has(one));
}

export function withoutAwaiting(state: OutputState): OutputState {
  const settled = { ...state };
  delete settled.finishedSeenAt;
  return settled;
}

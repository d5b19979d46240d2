import { covers, remembered, tombstoneOf } from '../domain/tombstone.js';
import { aliasesOf } from './claim-place.js';
import { Failure } from './failure.js';
import { oneVideoOf } from './find-video.js';
import type { Clock, Log, ManifestStore, VideoRecords } from './ports.js';
import { nobodyListens, type Publishing, type StartPublishing } from './publishing.js';
import { MAX_AHEAD_MS } from './recording-time.js';
import { sweepForgotten, type Swept } from './sweep-forgotten.js';
import { untilWritten } from './until-written.js';

/**
 * Forgets a video, by its id or an alias; undefined when nothing was there of it: then what is still on its way stays
 * forgotten all the same. Throws `ambiguous-video`.
 */
export type ForgetVideo = (id: string, publishing?: Publishing) => Promise<(Swept & { videoId: string }) | undefined>;

/**
 * The tombstone first, then what it covers: from its write on nobody sees the video any more, and nothing as old comes back,
 * whatever is interrupted after it. A forgetting that was interrupted is taken up by whoever asks for it again, by the next
 * event of the video, or by the walk through the table.
 */
export function makeForgetVideo({ store, clock }: { store: ManifestStore; clock: Clock }): ForgetVideo {
  return async (id, publishing = nobodyListens) => {
    const own = await store.readVideo(id);
    const isOwn =
      remembered(own).manifests.length > 0 || own.aliasOf.length === 0 || !(await isNamedSince(store, id, own));
    const videoId = isOwn ? id : oneVideoOf(id, own);
    const known = await untilWritten(
      isOwn ? own : await store.readVideo(videoId),
      () => store.readVideo(videoId),
      async (records) => {
        publishing.see(videoId, records);
        const tombstone = tombstoneOf(forgottenAt(records, clock()));
        const isNews = records.manifests.length + records.outputs.length > 0;
        const outbox = await publishing.forTombstone(videoId, records.tombstone, isNews);
        const isWritten = await store.putTombstone(videoId, tombstone, records.tombstone?.version, outbox);
        return isWritten ? records : undefined;
      },
    );
    const swept = await sweepForgotten(store, videoId, await store.readVideo(videoId), [], isOwn ? undefined : id);
    const rows = known.manifests.length + known.outputs.length + swept.manifests + swept.states;
    // A name that leads somewhere is something: of an interrupted forgetting it may be all that was left.
    return rows === 0 && isOwn ? undefined : { videoId, ...swept };
  };
}

/** The same, which also drops what this instance has in memory: all of it, since a video is kept under any of its names. */
export function alsoInMemory(forget: ForgetVideo, drop: () => void): ForgetVideo {
  return async (id, publishing) => {
    try {
      return await forget(id, publishing);
    } finally {
      // Also when it failed: the tombstone may be there.
      drop();
    }
  };
}

/** Forgets, and tells others: the video is forgotten whether they could be told or not. */
export type ForgetAloud = (id: string, log: Log) => ReturnType<ForgetVideo>;

/** A caller has nothing to do about a topic that does not answer: it is logged, and the timer publishes what is left. */
export function forgetAloud(forget: ForgetVideo, startPublishing: StartPublishing): ForgetAloud {
  return async (id, log) => {
    const publishing = startPublishing();
    const forgotten = await forget(id, publishing);
    try {
      await publishing.publish(log);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'not-published') throw error;
    }
    return forgotten;
  };
}

/**
 * Who has been forgotten by this id, and asks once more, does not mean another video that had it as a name then; one that has
 * been recorded under the name since is meant.
 */
async function isNamedSince(store: ManifestStore, id: string, { tombstone, aliasOf }: VideoRecords): Promise<boolean> {
  if (tombstone === undefined) return true;
  const named = await Promise.all(aliasOf.map((videoId) => store.readVideo(videoId)));
  return named
    .flatMap((records) => remembered(records).manifests)
    .some(({ manifest }) => aliasesOf(manifest).includes(id) && !covers(tombstone, manifest.recordedAt));
}

/**
 * Now, or the time of what is known already by a clock that is a little ahead of ours. What is further ahead than clocks may
 * be is a newer encode, and none of what was asked.
 */
function forgottenAt({ manifests, outputs, tombstone }: VideoRecords, now: Date): Date {
  const times = [...manifests.map(({ manifest }) => manifest.recordedAt), ...outputs.map(({ state }) => state.at)];
  const known = times.map((at) => at.getTime()).filter((at) => at <= now.getTime() + MAX_AHEAD_MS);
  return new Date(Math.max(now.getTime(), tombstone?.tombstone.forgottenAt.getTime() ?? 0, ...known));
}

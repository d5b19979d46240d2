import { covers, remembered, tombstoneOf } from '../domain/tombstone.js';
import { aliasesOf } from './claim-place.js';
import { oneVideoOf } from './find-video.js';
import type { Clock, ManifestStore, VideoRecords } from './ports.js';
import { MAX_AHEAD_MS } from './recording-time.js';
import { sweepForgotten, type Swept } from './sweep-forgotten.js';
import { untilWritten } from './until-written.js';

/**
 * Forgets a video, by its id or an alias; undefined when nothing was there of it: then what is still on its way stays
 * forgotten all the same. Throws `ambiguous-video`.
 */
export type ForgetVideo = (id: string) => Promise<(Swept & { videoId: string }) | undefined>;

/**
 * The tombstone first, then what it covers: from its write on nobody sees the video any more, and nothing as old comes back,
 * whatever is interrupted after it. A forgetting that was interrupted is taken up by whoever asks for it again, by the next
 * event of the video, or by the walk through the table.
 */
export function makeForgetVideo({ store, clock }: { store: ManifestStore; clock: Clock }): ForgetVideo {
  return async (id) => {
    const own = await store.readVideo(id);
    const isOwn =
      remembered(own).manifests.length > 0 || own.aliasOf.length === 0 || !(await isNamedSince(store, id, own));
    const videoId = isOwn ? id : oneVideoOf(id, own);
    const known = await untilWritten(
      isOwn ? own : await store.readVideo(videoId),
      () => store.readVideo(videoId),
      async (records) => {
        const tombstone = tombstoneOf(forgottenAt(records, clock()));
        return (await store.putTombstone(videoId, tombstone, records.tombstone?.version)) ? records : undefined;
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
  return async (id) => {
    try {
      return await forget(id);
    } finally {
      // Also when it failed: the tombstone may be there.
      drop();
    }
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

import { isCovered, tombstoneOf } from '../../domain/deletion.js';
import { tombstoneVersionOf } from '../../domain/publication.js';
import { canonicalVideoId, decomposedVideoId, guidOfContainer } from '../../domain/video-id.js';
import { liveManifests, liveOutputs, type StoredTombstone, type VideoRecords } from '../../domain/video.js';
import { Failure } from '../failure.js';
import type { Log } from '../../telemetry/log-events.js';
import { liveTargets, throwAmbiguous } from '../reading/find-video.js';
import type { StartPublishing } from '../publishing/ports.js';
import { carryOut, type ProjectionPorts } from './project-record.js';
import { MAX_AHEAD_MS } from './record-location.js';
import { withOptimisticRetry } from './with-optimistic-retry.js';

/** What was removed of a video. */
export interface Deleted {
  videoId: string;
  manifests: number;
  states: number;
}

/**
 * Deletes a video by its id or an alias; undefined when nothing is known of it: its tombstone is written all the same, so
 * that what is still under way makes no difference. Throws `ambiguous-video`.
 */
export type DeleteVideo = (id: string, log: Log) => Promise<Deleted | undefined>;

type Given = Omit<ProjectionPorts, 'publisher'> & { startPublishing: StartPublishing };

/** A topic that does not answer does not fail a delete: the caller could do nothing, and the timer publishes later. */
export function createDeleteVideo({ startPublishing, ...others }: Given): DeleteVideo {
  return async (id, log) => {
    const ports = { ...others, publisher: startPublishing() };
    const own = await deleteVideo(ports, id);
    // Earlier versions kept ids as they came.
    const decomposed = decomposedVideoId(id);
    const other = decomposed === undefined ? undefined : await deleteVideo(ports, decomposed);
    const deleted = own ?? (other && { ...other, videoId: canonicalVideoId(other.videoId) });
    try {
      await ports.publisher.publish(log);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'not-published') throw error;
    }
    return deleted;
  };
}

async function deleteVideo(ports: ProjectionPorts, id: string): Promise<Deleted | undefined> {
  const { store } = ports;
  const before = await store.readVideo(id);
  const hasLive = liveManifests(before).length > 0;
  // The video comes before its name: a delete that stops between the two is asked again and finds the video.
  const named = hasLive ? undefined : await targetOf(before);
  const first = named === undefined ? undefined : await deleteRows(ports, named, await store.readVideo(named));
  const own = await deleteRows(ports, id, before);
  // A recording may have written its alias row meanwhile.
  const late = hasLive ? undefined : await targetOf(own.records);
  const second =
    late === undefined || late === named ? undefined : await deleteRows(ports, late, await store.readVideo(late));
  const known = [first, second, own].find((part) => part?.wasKnown === true);
  if (known !== undefined) return known.deleted;
  // Nothing is recorded under the container's name: its own id is meant.
  const guid = guidOfContainer(id);
  return guid === undefined ? undefined : deleteVideo(ports, guid);

  /**
   * The video that has this id as a name. Where the id has entries of its own, an earlier deletion meant those, and only what
   * was recorded since then is another video's. A recording under way has written the name and may not show anything yet.
   */
  async function targetOf({ entries, aliases }: VideoRecords): Promise<string | undefined> {
    const deletedAt = entries.length > 0 ? before.tombstone?.tombstone.deletedAt : undefined;
    const targets = await liveTargets(store, id, aliases, ({ recordedAt }) => !isCovered(recordedAt, deletedAt));
    if (targets.length > 1) throwAmbiguous(id, targets.length);
    const named = new Set(aliases.map(({ videoId }) => videoId));
    return targets[0] ?? (entries.length === 0 && named.size === 1 ? aliases[0]?.videoId : undefined);
  }
}

/**
 * Writes the tombstone: from then on nothing shows. Then carries the deletion out over all rows of the partition, which are
 * read after it: a recording that the read does not see finds the tombstone.
 */
async function deleteRows(ports: ProjectionPorts, videoId: string, before: VideoRecords) {
  const { store, videoChanged } = ports;
  const wasKnown = liveManifests(before).length + liveOutputs(before).length > 0;
  const at = await writeTombstone(ports, videoId, before, wasKnown);
  const records = await store.readVideo(videoId);
  const states = await carryOut(ports, videoId, records, at);
  await videoChanged?.(videoId);
  const manifests = liveManifests(before).length;
  return { records, wasKnown, deleted: { videoId, manifests, states } };
}

/** Now, or the newest known time by a clock a little ahead of ours. What is further ahead is a newer encode. */
async function writeTombstone(
  { store, clock, publisher }: ProjectionPorts,
  videoId: string,
  before: VideoRecords,
  isChange: boolean,
): Promise<Date> {
  return withOptimisticRetry(async (round) => {
    const { entries, outputs, tombstone } = round === 1 ? before : await store.readVideo(videoId);
    const now = clock();
    const known = [...entries.map(({ recordedAt }) => recordedAt), ...outputs.map(({ state }) => state.at)];
    const times = known.map((at) => at?.getTime() ?? 0).filter((at) => at <= now.getTime() + MAX_AHEAD_MS);
    const at = new Date(Math.max(now.getTime(), tombstone?.tombstone.deletedAt.getTime() ?? 0, ...times));
    const publication = publicationOf(tombstone, isChange ? now : undefined, publisher.mode === 'on');
    if (isChange && publisher.mode === 'on') await publisher.enqueue({ videoId });
    else if (publication !== undefined) publisher.resume({ videoId });
    const next = { tombstone: tombstoneOf(at), ...(publication && { publication }) };
    return (await store.putTombstone(videoId, next, tombstone?.version)) ? at : undefined;
  });
}

/** A deletion of something known is published; of an unknown video it is not, unless an earlier one still has to be. */
function publicationOf(
  known: StoredTombstone | undefined,
  changedAt: Date | undefined,
  isPublished: boolean,
): StoredTombstone['publication'] {
  if (changedAt !== undefined) return isPublished ? { publishedVersion: '', changedAt } : undefined;
  const isPending =
    known?.publication !== undefined && known.publication.publishedVersion !== tombstoneVersionOf(known);
  return isPending ? known.publication : undefined;
}

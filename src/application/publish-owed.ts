import { describeLocation } from '../domain/location.js';
import { owedBy, type Owed } from '../domain/publication.js';
import { describeError } from './failure.js';
import type { Log, ManifestStore } from './ports.js';
import type { Topic } from './publishing-ports.js';

/**
 * Publishes all that the rows of a video owe, and notes in each that it was; false when a row changed meanwhile, and may owe
 * still. What was published and could not be noted is published again, with the same id.
 */
export type PublishOwed = (videoId: string, log: Log) => Promise<boolean>;

export function makePublishOwed({ store, topic }: { store: ManifestStore; topic: Topic }): PublishOwed {
  return async (videoId, log) => {
    const records = await store.readVideo(videoId);
    let isSettled = true;
    for (const owed of owedBy(videoId, records)) {
      await topic(owed.publication);
      logPublished(log, owed);
      if (!(await noteTold(store, videoId, owed))) isSettled = false;
    }
    return isSettled;
  };
}

function noteTold(store: ManifestStore, videoId: string, { told, ...owed }: Owed): Promise<boolean> {
  const { version } = owed.stored;
  return owed.row === 'manifest'
    ? store.putManifest(owed.stored.manifest, version, told)
    : store.putTombstone(videoId, owed.stored.tombstone, version, told);
}

function logPublished(log: Log, { publication }: Owed): void {
  const { id, videoId, kind } = publication;
  if (kind === 'forgotten') log('change-published', { id, videoId, outcome: kind });
  else
    log('change-published', {
      id,
      videoId,
      outcome: publication.outcome,
      location: describeLocation(publication.manifest.location),
    });
}

/** One line for a video of which others could not be told, or for all of them. */
export function logNotPublished(log: Log, videoId: string | undefined, error: unknown): void {
  const { code, reason, stack } = describeError(error);
  if (code === 'access-denied') log('access-denied', { reason });
  else log('publish-failed', { videoId, code, reason, stack });
}

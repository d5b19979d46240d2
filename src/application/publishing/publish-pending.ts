import { describeLocation } from '../../domain/location.js';
import { versionOf } from '../../domain/location-record.js';
import { pendingOfRecord, pendingOfTombstone, tombstoneVersionOf, type Publication } from '../../domain/publication.js';
import { describeError } from '../failure.js';
import type { Log } from '../../telemetry/log-events.js';
import type { RecordStore } from '../recording/ports.js';
import type { OutboxKey, Topic } from './ports.js';

/**
 * Publishes what is pending of a location or of a deletion, and writes down that it is; false when the row changed meanwhile,
 * and may have more. What was published and not written down is published again, with the same id.
 */
export type PublishPending = (key: OutboxKey, log: Log) => Promise<boolean>;

export function createPublishPending({ store, topic }: { store: RecordStore; topic: Topic }): PublishPending {
  return async (key, log) => {
    if ('videoId' in key) {
      const stored = await store.readTombstone(key.videoId);
      const publication = pendingOfTombstone(key.videoId, stored);
      if (stored?.publication === undefined || publication === undefined) return true;
      await topic(publication);
      logPublished(log, publication);
      const { tombstone, version } = stored;
      const published = { ...stored.publication, publishedVersion: tombstoneVersionOf(stored) };
      return store.putTombstone(key.videoId, { tombstone, publication: published }, version);
    }
    const stored = await store.readRecord(key.location);
    const publication = stored && pendingOfRecord(stored.record);
    if (stored === undefined || publication === undefined) return true;
    await topic(publication);
    logPublished(log, publication);
    return store.patchRecord(key.location, { publishedVersion: versionOf(stored.record) }, stored.version);
  };
}

function logPublished(log: Log, publication: Publication): void {
  const { id, videoId, kind } = publication;
  if (kind === 'deleted') {
    log('change-published', { id, videoId, outcome: kind });
    return;
  }
  const location = describeLocation(publication.manifest.location);
  log('change-published', { id, videoId, outcome: publication.outcome, location });
}

/** One line for a publication that failed; without a key for all of them. */
export function logNotPublished(log: Log, key: OutboxKey | undefined, error: unknown): void {
  const { code, reason, stack } = describeError(error);
  if (code === 'access-denied') log('access-denied', { reason });
  else log('publish-failed', { ...key, code, reason, stack });
}

import { describeLocation } from '../../domain/location.js';
import { versionOf } from '../../domain/location-record.js';
import { pendingOfRecord, pendingOfTombstone, tombstoneVersionOf, type Publication } from '../../domain/publication.js';
import type { Clock } from '../clock.js';
import { describeError, Failure } from '../failure.js';
import type { Log } from '../../telemetry/log-events.js';
import type { RecordStore } from '../recording/ports.js';
import type { OutboxIndex, OutboxKey, StartPublishing, Topic } from './ports.js';

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

export interface PublishingPorts {
  outbox: OutboxIndex;
  publishPending: PublishPending;
  clock: Clock;
}

/** Makes the publisher of each invocation: the outbox row comes before the change, the publication after it. */
export function createStartPublishing({ outbox, publishPending, clock }: PublishingPorts): StartPublishing {
  return () => {
    /** By key, with the version of our own outbox row; without one where an earlier invocation wrote it. */
    const pending = new Map<string, { key: OutboxKey; version: string | undefined }>();
    return {
      mode: 'on',
      enqueue: async (key) => {
        // Also where there is a row: an invocation that is about to remove it must see the new version.
        pending.set(JSON.stringify(key), { key, version: await outbox.put(key, clock()) });
      },
      resume: (key) => {
        const text = JSON.stringify(key);
        if (!pending.has(text)) pending.set(text, { key, version: undefined });
      },
      publish: async (log) => {
        const failures: unknown[] = [];
        for (const { key, version } of pending.values()) {
          try {
            const isDone = await publishPending(key, log);
            if (isDone && version !== undefined) await outbox.remove({ key, version });
          } catch (error) {
            logNotPublished(log, key, error);
            failures.push(error);
          }
        }
        if (failures.length === 0) return;
        const cause = failures.length === 1 ? failures[0] : new AggregateError(failures);
        throw new Failure('not-published', 'what is recorded could not be published', { cause });
      },
    };
  };
}

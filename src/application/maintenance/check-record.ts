import { latest, TOMBSTONE_RETENTION_MS } from '../../domain/deletion.js';
import { describeLocation, locationHash, type ImageLocation } from '../../domain/location.js';
import { deletedAt, isPending, ownerOf } from '../../domain/location-record.js';
import type { Clock } from '../clock.js';
import type { Log } from '../../telemetry/log-events.js';
import type { PublishPending } from '../publishing/publisher.js';
import type { RecordHeader, RecordStore } from '../recording/ports.js';
import { applyReport, projectRecord, type ProjectionPorts } from '../recording/project-record.js';
import { removeRecord } from './remove-record.js';
import { mayRemove, type ScanStats } from './scan-stats.js';

export interface CheckPorts extends ProjectionPorts {
  store: RecordStore;
  clock: Clock;
  probe: (location: ImageLocation) => Promise<boolean | undefined>;
  /** Absent without a topic. */
  publishPending: PublishPending | undefined;
}

/** Storage must say twice that a container is missing, with this time between. */
const CONFIRMED_AFTER_MS = 24 * 60 * 60_000;

/** A check makes no more calls than this, unless a removed record has many names. */
export const MAX_CALLS = 12;

/** Does for one record what is due: removal, a missing container, an interrupted projection, a pending publication. */
export function createCheckRecord(ports: CheckPorts, stats: ScanStats, log: Log) {
  const { store, clock, probe, publishPending } = ports;

  return async (header: RecordHeader): Promise<void> => {
    const { record } = header;
    const location = locationHash(record.location);
    if (isDone(header)) {
      stats.left -= 6;
      if (await removeRecord(ports, location)) stats.records += 1;
      return;
    }
    if (header.hasContent && (await checkContainer(header, location))) return;
    stats.left -= 1;
    const row = await store.readRow({ kind: 'location', partition: ownerOf(record), location });
    if (row?.seq !== record.seq) await project(location);
    if (publishPending === undefined || !isPending(record, header.hasContent)) return;
    stats.left -= 3;
    if (await publishPending({ location }, log)) stats.published += 1;
  };

  /** A record that was emptied and is not needed to keep old reports away. */
  function isDone({ record, hasContent }: RecordHeader): boolean {
    const since = latest(record.changedAt ?? record.recordedAt, deletedAt(record));
    return !hasContent && since !== undefined && clock().getTime() - since.getTime() > TOMBSTONE_RETENTION_MS;
  }

  async function project(location: string): Promise<void> {
    stats.left -= 5;
    const stored = await store.readRecord(location);
    if (stored === undefined) return;
    await projectRecord(ports, stored.record);
    stats.projected += 1;
  }

  /** Answers whether the record was changed. Only storage's own "missing", twice, a day apart, removes anything. */
  async function checkContainer({ record, version }: RecordHeader, location: string): Promise<boolean> {
    const { missingSince } = record;
    const isThere = await probe(record.location);
    if (isThere === undefined) return false;
    const now = clock();
    if (isThere) {
      if (missingSince === undefined) return false;
      stats.recovered += 1;
      return patch(location, null, version);
    }
    const isReported =
      missingSince !== undefined && record.recordedAt !== undefined && record.recordedAt > missingSince;
    if (missingSince === undefined || isReported) {
      stats.missing += 1;
      return patch(location, now, version);
    }
    const waitedMs = now.getTime() - missingSince.getTime();
    if (waitedMs < CONFIRMED_AFTER_MS) return false;
    if (!mayRemove(stats)) {
      stats.deferred += 1;
      return false;
    }
    stats.left -= 5;
    await applyReport(ports, location, { kind: 'missing', since: missingSince });
    stats.removed += 1;
    const missingSeconds = Math.round(waitedMs / 1000);
    log('manifest-removed', { videoId: ownerOf(record), location: describeLocation(record.location), missingSeconds });
    return true;
  }

  async function patch(location: string, missingSince: Date | null, version: string): Promise<boolean> {
    stats.left -= 1;
    return store.patchRecord(location, { missingSince }, version);
  }
}

import { decide } from '../../domain/decide.js';
import { latest, TOMBSTONE_RETENTION_MS } from '../../domain/deletion.js';
import { locationHash } from '../../domain/location.js';
import { aliasNames, deletedAt, isPending, ownerOf } from '../../domain/location-record.js';
import type { Log } from '../../telemetry/log-events.js';
import type { PublishPending } from '../publishing/publisher.js';
import type { RecordHeader, RowKey } from '../recording/ports.js';
import { projectRecord, type ProjectionPorts } from '../recording/project-record.js';
import { createCheckContainer, type ContainerPorts } from './check-container.js';
import type { ScanStats } from './scan-stats.js';

export interface CheckPorts extends ContainerPorts {
  /** Absent without a topic. */
  publishPending: PublishPending | undefined;
}

/** A check makes no more calls than this, unless a removed record has many names. */
export const MAX_CALLS = 12;

/** Does for one record what is due: removal, a missing container, an interrupted projection, a pending publication. */
export function createCheckRecord(ports: CheckPorts, stats: ScanStats, log: Log) {
  const { store, clock, publishPending } = ports;
  const checkContainer = createCheckContainer(ports, stats, log);

  return async (header: RecordHeader): Promise<void> => {
    const { record } = header;
    const location = locationHash(record.location);
    if (isDone(header)) {
      stats.left -= 6;
      if (await removeRecord(ports, location)) stats.records += 1;
      return;
    }
    if (header.hasContent && (await checkContainer(header))) return;
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
}

/**
 * Removes an emptied record and all of its rows; false when something was reported meanwhile, which is kept. The record's
 * numbers are raised first: a report from then on writes every row anew, with a higher number, and only rows with lower
 * ones are removed, each on its ETag.
 */
async function removeRecord({ store, clock }: ProjectionPorts, location: string): Promise<boolean> {
  const stored = await store.readRecord(location);
  if (stored === undefined || stored.record.content !== undefined) return false;
  const { record } = stored;
  const retired = decide(record, { kind: 'retire' }, { now: clock(), publishing: 'off' });
  const version = await store.putRecord(retired, stored.version);
  if (version === undefined) return false;
  const names = aliasNames(record).map(({ name }): RowKey => ({ kind: 'alias', partition: name, location }));
  const owners = [...record.formerOwners, ownerOf(record)];
  for (const key of [...names, ...owners.map((partition): RowKey => ({ kind: 'location', partition, location }))]) {
    const row = await store.readRow(key);
    if (row !== undefined && row.seq < retired.seq) await store.deleteRow(key, row.version);
  }
  return store.deleteRecord(location, version);
}

import { decide } from '../../domain/decide.js';
import { aliasNames, ownerOf, type LocationRecord } from '../../domain/location-record.js';
import type { RowKey } from '../recording/ports.js';
import type { ProjectionPorts } from '../recording/project-record.js';

/**
 * Removes an emptied record and all of its rows; false when something was reported meanwhile, which is kept. The record's
 * numbers are raised first: a report from then on writes every row anew, with a higher number, and only rows with lower
 * ones are removed, each on its ETag.
 */
export async function removeRecord({ store, clock }: ProjectionPorts, location: string): Promise<boolean> {
  const stored = await store.readRecord(location);
  if (stored === undefined || stored.record.content !== undefined) return false;
  const retired = decide(stored.record, { kind: 'retire' }, { now: clock(), publishing: 'off' });
  const version = await store.putRecord(retired, stored.version);
  if (version === undefined) return false;
  for (const key of rowsOf(stored.record, location)) {
    const row = await store.readRow(key);
    if (row !== undefined && row.seq < retired.seq) await store.deleteRow(key, row.version);
  }
  return store.deleteRecord(location, version);
}

function rowsOf(record: LocationRecord, location: string): RowKey[] {
  const owners = [...record.formerOwners, ownerOf(record)];
  return [
    ...aliasNames(record).map(({ name }): RowKey => ({ kind: 'alias', partition: name, location })),
    ...owners.map((partition): RowKey => ({ kind: 'location', partition, location })),
  ];
}

import { odata, type TableClient } from '@azure/data-tables';
import type { HttpHeaders } from '@azure/core-rest-pipeline';
import { Failure } from '../../application/failure.js';
import type { ManifestStore, VideoRecords } from '../../application/ports.js';
import { statusOf, translated } from '../azure-failure.js';
import { fromManifestEntity, LOCATION_ROW, locationRowKey, toManifestEntity } from './manifest-entity.js';
import { fromOutputEntity, JOB_ROW, outputKeys, toOutputEntity } from './output-entity.js';
import { fromOwnerEntity, ownerKeys, toOwnerEntity } from './owner-entity.js';
import { makeRows, unless404 } from './rows.js';
import { toTableKey } from './table-key.js';
import { fromTombstoneEntity, toTombstoneEntity, VIDEO_ROW } from './tombstone-entity.js';

const ALIAS_ROW = 'alias:';

/** Keeps manifests in Table Storage: one partition a video, so that one query answers a request (design 3.4). */
export function makeTableManifestStore(table: TableClient): ManifestStore {
  const call = <T>(what: string, work: () => Promise<T>): Promise<T> =>
    translated(`table ${table.tableName}: ${what}`, work);
  const { write, put, remove } = makeRows(table);

  return {
    readVideo: (videoId) =>
      call('read a video', async () => {
        const records: VideoRecords = { manifests: [], outputs: [], aliasOf: [] };
        const filter = odata`PartitionKey eq ${toTableKey(videoId)}`;
        const rows = table.listEntities({ queryOptions: { filter } });
        for await (const row of orNone(rows)) addRow(records, row);
        return records;
      }),
    hasRoomFor: (manifest) => {
      try {
        toManifestEntity(manifest);
        return true;
      } catch (error) {
        if (error instanceof Failure && error.code === 'too-large') return false;
        throw error;
      }
    },
    putManifest: (manifest, version, outbox) =>
      call('write a manifest', () => write(toManifestEntity(manifest, outbox), version)),
    deleteManifest: (videoId, location, version) =>
      call('delete a manifest', () => remove(toTableKey(videoId), locationRowKey(location), version)),
    putOutputState: (videoId, state, version) =>
      call('write a state', () => write(toOutputEntity(videoId, state), version)),
    deleteOutputState: (videoId, state, version) =>
      call('delete a state', () => {
        const { partitionKey, rowKey } = outputKeys(videoId, state);
        return remove(partitionKey, rowKey, version);
      }),
    readTombstone: (videoId) =>
      call('read a tombstone', async () => {
        const row = await unless404(() => table.getEntity(toTableKey(videoId), VIDEO_ROW));
        return row && fromTombstoneEntity(row);
      }),
    putTombstone: (videoId, tombstone, version, outbox) =>
      call('write a tombstone', () => write(toTombstoneEntity(videoId, tombstone, outbox), version)),
    readOwner: (location) =>
      call('read an owner', async () => {
        const { partitionKey, rowKey } = ownerKeys(location);
        const row = await unless404(() => table.getEntity(partitionKey, rowKey));
        return row && fromOwnerEntity(row);
      }),
    putOwner: (location, owner, version) =>
      call('write an owner', () => write(toOwnerEntity(location, owner), version)),
    putAlias: (alias, videoId) =>
      call('write an alias', async () => {
        const row = { partitionKey: toTableKey(alias), rowKey: toTableKey(ALIAS_ROW + videoId), videoId };
        await put(row);
      }),
    deleteAlias: (alias, videoId) =>
      call('delete an alias', async () => {
        await remove(toTableKey(alias), toTableKey(ALIAS_ROW + videoId), '*');
      }),
    ping: () =>
      call('look', async () => {
        let date: string | undefined;
        const onResponse = ({ headers }: { headers: HttpHeaders }) => (date = headers.get('date'));
        const queryOptions = { filter: odata`PartitionKey eq ${'~ping'}` };
        await orNone(table.listEntities({ queryOptions, onResponse })).next();
        return date === undefined ? undefined : new Date(date);
      }),
  };
}

/** A row whose key was too long begins with `~`, and is told by its properties. Rows of other kinds are passed over. */
function addRow(records: VideoRecords, row: Record<string, unknown>): void {
  const key = String(row['rowKey']);
  const isLong = key.startsWith('~');
  if (key.startsWith(LOCATION_ROW)) records.manifests.push(fromManifestEntity(row));
  else if (key.startsWith(JOB_ROW) || (isLong && 'output' in row)) records.outputs.push(fromOutputEntity(row));
  else if (key.startsWith(ALIAS_ROW) || isLong) records.aliasOf.push(String(row['videoId']));
  else if (key === VIDEO_ROW && 'forgottenAt' in row) records.tombstone = fromTombstoneEntity(row);
}

/** A table that is not there yet holds nothing. */
async function* orNone<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

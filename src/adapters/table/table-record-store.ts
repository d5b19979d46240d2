import { odata, type TableClient } from '@azure/data-tables';
import type { HttpHeaders } from '@azure/core-rest-pipeline';
import { Failure } from '../../application/failure.js';
import type { RecordStore } from '../../application/recording/ports.js';
import type { VideoRecords } from '../../domain/video.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import {
  ALIAS_ROW,
  fromEntryEntity,
  fromRowState,
  LOCATION_ROW,
  rowKeys,
  STATE_COLUMNS,
  toProjectedEntity,
} from './entry-entity.js';
import { fromOutputEntity, JOB_ROW, outputKeys, toOutputEntity } from './output-entity.js';
import {
  fromRecordEntity,
  fromRecordHeader,
  HEADER_COLUMNS,
  recordKeys,
  toRecordEntity,
  toRecordPatch,
} from './record-entity.js';
import { createRows, undefinedIfNotFound } from './rows.js';
import { toTableKey } from './table-key.js';
import { fromTombstoneEntity, TOMBSTONES, toTombstoneEntity, VIDEO_ROW } from './tombstone-entity.js';

/** Keeps records and what is made of them in Table Storage: one partition a video, so that one query answers a request. */
export function createTableRecordStore(table: TableClient): RecordStore {
  const call = <T>(what: string, work: () => Promise<T>): Promise<T> =>
    mapAzureErrors(`table ${table.tableName}: ${what}`, work);
  const { write, put, patch, remove } = createRows(table);

  return {
    readVideo: (videoId) =>
      call('read a video', async () => {
        const records: VideoRecords = { entries: [], moved: [], outputs: [], aliases: [] };
        const filter = odata`PartitionKey eq ${toTableKey(videoId)}`;
        const rows = table.listEntities({ queryOptions: { filter } });
        for await (const row of emptyIfNotFound(rows)) addRow(records, row);
        return records;
      }),
    readRecord: (location) =>
      call('read a record', async () => {
        const { partitionKey, rowKey } = recordKeys(location);
        const row = await undefinedIfNotFound(() => table.getEntity(partitionKey, rowKey));
        return row && fromRecordEntity(row);
      }),
    readRecordHeader: (location) =>
      call('read a record without its images', async () => {
        const { partitionKey, rowKey } = recordKeys(location);
        const row = await undefinedIfNotFound(() =>
          table.getEntity(partitionKey, rowKey, { queryOptions: { select: HEADER_COLUMNS } }),
        );
        return row && fromRecordHeader(row);
      }),
    fitsInRow: (record) => {
      try {
        toRecordEntity(record);
        return true;
      } catch (error) {
        if (error instanceof Failure && error.code === 'too-large') return false;
        throw error;
      }
    },
    putRecord: (record, version) => call('write a record', () => write(toRecordEntity(record), version)),
    patchRecord: (location, change, version) =>
      call('change a record', () => patch(toRecordPatch(location, change), version)),
    deleteRecord: (location, version) =>
      call('delete a record', () => {
        const { partitionKey, rowKey } = recordKeys(location);
        return remove(partitionKey, rowKey, version);
      }),
    readRow: (key) =>
      call('read a projected row', async () => {
        const { partitionKey, rowKey } = rowKeys(key);
        const row = await undefinedIfNotFound(() =>
          table.getEntity(partitionKey, rowKey, { queryOptions: { select: STATE_COLUMNS } }),
        );
        return row && fromRowState(row);
      }),
    putRow: (row, version) =>
      call(`write a row of kind ${row.kind}`, async () => (await write(toProjectedEntity(row), version)) !== undefined),
    deleteRow: (key, version) =>
      call('delete a projected row', () => {
        const { partitionKey, rowKey } = rowKeys(key);
        return remove(partitionKey, rowKey, version);
      }),
    readTombstone: (videoId) =>
      call('read a tombstone', async () => {
        const row = await undefinedIfNotFound(() => table.getEntity(toTableKey(videoId), VIDEO_ROW));
        return row && fromTombstoneEntity(row);
      }),
    putTombstone: (videoId, stored, version) =>
      call('write a tombstone', async () => {
        const { expiresAt } = stored.tombstone;
        await put({ partitionKey: TOMBSTONES, rowKey: toTableKey(videoId), videoId, expiresAt });
        return (await write(toTombstoneEntity(videoId, stored), version)) !== undefined;
      }),
    deleteTombstone: (videoId, version, listed) =>
      call('delete a tombstone', async () => {
        if (version !== undefined && !(await remove(toTableKey(videoId), VIDEO_ROW, version))) return false;
        return remove(TOMBSTONES, toTableKey(videoId), listed);
      }),
    putOutputState: (videoId, state, version) =>
      call('write a state', async () => (await write(toOutputEntity(videoId, state), version)) !== undefined),
    deleteOutputState: (videoId, state, version) =>
      call('delete a state', () => {
        const { partitionKey, rowKey } = outputKeys(videoId, state);
        return remove(partitionKey, rowKey, version);
      }),
    ping: () =>
      call('look', async () => {
        let date: string | undefined;
        const onResponse = ({ headers }: { headers: HttpHeaders }) => (date = headers.get('date'));
        const queryOptions = { filter: odata`PartitionKey eq ${'~ping'}` };
        await emptyIfNotFound(table.listEntities({ queryOptions, onResponse })).next();
        return date === undefined ? undefined : new Date(date);
      }),
  };
}

/** A state whose key was too long begins with `~`. Rows of other kinds are passed over. */
function addRow(records: VideoRecords, row: Record<string, unknown>): void {
  const key = String(row['rowKey']);
  if (key.startsWith(LOCATION_ROW)) {
    if (row['moved'] === true) records.moved.push(key.slice(LOCATION_ROW.length));
    else records.entries.push(fromEntryEntity(row));
  } else if (key.startsWith(JOB_ROW) || (key.startsWith('~') && 'output' in row)) {
    records.outputs.push(fromOutputEntity(row));
  } else if (key.startsWith(ALIAS_ROW)) {
    if (typeof row['videoId'] !== 'string') return;
    records.aliases.push({ videoId: row['videoId'], location: key.slice(ALIAS_ROW.length) });
  } else if (key === VIDEO_ROW && 'deletedAt' in row) records.tombstone = fromTombstoneEntity(row);
}

/** A table that is not there yet holds nothing. */
async function* emptyIfNotFound<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

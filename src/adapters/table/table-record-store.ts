import { odata, type TableClient } from '@azure/data-tables';
import type { HttpHeaders } from '@azure/core-rest-pipeline';
import type { RecordStore } from '../../application/recording/ports.js';
import { roomFor } from './content-json.js';
import {
  fromRecordEntity,
  fromRecordHeader,
  HEADER_COLUMNS,
  recordKeys,
  toRecordEntity,
  toRecordPatch,
  rowContent,
} from './record-entity.js';
import { createRows, toTableKey } from './rows.js';
import {
  fromRowState,
  fromTombstoneEntity,
  outputKeys,
  rowKeys,
  STATE_COLUMNS,
  TOMBSTONES,
  tombstoneKeys,
  toOutputEntity,
  toProjectedEntity,
  toTombstoneEntity,
  toVideoRecords,
} from './video-entities.js';

/** Keeps records and what is made of them in Table Storage: one partition a video, so that one query answers a request. */
export function createTableRecordStore(table: TableClient): RecordStore {
  const { call, get, list, write, put, patch, remove } = createRows(table);

  return {
    readVideo: (videoId) =>
      call('read a video', () =>
        toVideoRecords(list({ queryOptions: { filter: odata`PartitionKey eq ${toTableKey(videoId)}` } })),
      ),
    readRecord: (location) =>
      call('read a record', async () => {
        const row = await get(recordKeys(location));
        return row && fromRecordEntity(row);
      }),
    readRecordHeader: (location) =>
      call('read a record without its images', async () => {
        const row = await get(recordKeys(location), HEADER_COLUMNS);
        return row && fromRecordHeader(row);
      }),
    roomInRow: ({ rules, content }) => roomFor(rowContent(rules, content)),
    putRecord: (record, version) => call('write a record', () => write(toRecordEntity(record), version)),
    patchRecord: (location, change, version) =>
      call('change a record', () => patch(toRecordPatch(location, change), version)),
    deleteRecord: (location, version) => call('delete a record', () => remove(recordKeys(location), version)),
    readRow: (key) =>
      call('read a projected row', async () => {
        const row = await get(rowKeys(key), STATE_COLUMNS);
        return row && fromRowState(row);
      }),
    putRow: (row, version) =>
      call(`write a row of kind ${row.kind}`, async () => (await write(toProjectedEntity(row), version)) !== undefined),
    deleteRow: (key, version) => call('delete a projected row', () => remove(rowKeys(key), version)),
    readTombstone: (videoId) =>
      call('read a tombstone', async () => {
        const row = await get(tombstoneKeys(videoId));
        return row && fromTombstoneEntity(row);
      }),
    putTombstone: (videoId, stored, version) =>
      call('write a tombstone', async () => {
        await put({ ...listedKeys(videoId), videoId, expiresAt: stored.tombstone.expiresAt });
        return (await write(toTombstoneEntity(videoId, stored), version)) !== undefined;
      }),
    deleteTombstone: (videoId, version, listed) =>
      call('delete a tombstone', async () => {
        if (version !== undefined && !(await remove(tombstoneKeys(videoId), version))) return false;
        return remove(listedKeys(videoId), listed);
      }),
    putOutputState: (videoId, state, version) =>
      call('write a state', async () => (await write(toOutputEntity(videoId, state), version)) !== undefined),
    deleteOutputState: (videoId, state, version) =>
      call('delete a state', () => remove(outputKeys(videoId, state), version)),
    ping: () =>
      call('look', async () => {
        let date: string | undefined;
        const onResponse = ({ headers }: { headers: HttpHeaders }) => (date = headers.get('date'));
        await list({ queryOptions: { filter: odata`PartitionKey eq ${'~ping'}` }, onResponse }).next();
        return date === undefined ? undefined : new Date(date);
      }),
  };
}

/** On the list of all tombstones. */
function listedKeys(videoId: string) {
  return { partitionKey: TOMBSTONES, rowKey: toTableKey(videoId) };
}

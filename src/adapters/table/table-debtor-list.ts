import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { DebtorList } from '../../application/publishing-ports.js';
import { statusOf, translated } from '../azure-failure.js';
import { makeRows } from './rows.js';
import { toTableKey } from './table-key.js';

/** One for the whole table, and nearly always empty; `~` begins no escaped video id. */
const PARTITION = '~outbox';
/** In no order of age: the next run finds the others. */
const MOST = 1000;
const row = z.object({ etag: z.string(), videoId: z.string() });

/** Notes the videos that may owe a publication in a partition of their own, so that one query finds them. */
export function makeTableDebtorList(table: TableClient): DebtorList {
  const call = <T>(what: string, work: () => Promise<T>): Promise<T> =>
    translated(`table ${table.tableName}: ${what}`, work);
  const { put, remove } = makeRows(table);
  return {
    note: (videoId, since) =>
      call('note who owes', async () => {
        const { etag = '' } = await put({ partitionKey: PARTITION, rowKey: toRowKey(videoId), videoId, since });
        return etag;
      }),
    read: (before) =>
      call('read who owes', async () => {
        const filter = odata`PartitionKey eq ${PARTITION} and since lt ${before}`;
        try {
          for await (const page of table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: MOST })) {
            return page.map((entity) => row.parse(entity)).map(({ etag, videoId }) => ({ videoId, version: etag }));
          }
        } catch (error) {
          if (statusOf(error) !== 404) throw error;
        }
        return [];
      }),
    remove: ({ videoId, version }) =>
      call('take off who owed', async () => {
        await remove(PARTITION, toRowKey(videoId), version);
      }),
  };
}

/** Never that of a row which a walk through the table looks for, whatever the video is called. */
function toRowKey(videoId: string): string {
  return toTableKey(`owes:${videoId}`);
}

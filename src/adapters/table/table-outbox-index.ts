import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { OutboxIndex, OutboxKey } from '../../application/publishing/ports.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import { createRows } from './rows.js';
import { toTableKey } from './table-key.js';

/** One partition for the whole table, and nearly always empty; `~` begins no escaped video id. */
const PARTITION = '~outbox';
/** In no order of age: the next run finds the others. */
const MAX_ROWS = 1000;
const row = z.object({ etag: z.string(), videoId: z.string().optional(), location: z.string().optional() });

/** The outbox in a partition of its own, so that one query finds what is left in it. */
export function createTableOutboxIndex(table: TableClient): OutboxIndex {
  const call = <T>(what: string, work: () => Promise<T>): Promise<T> =>
    mapAzureErrors(`table ${table.tableName}: ${what}`, work);
  const { put, remove } = createRows(table);
  return {
    put: (key, since) =>
      call('write to the outbox', async () => {
        const { etag = '' } = await put({ partitionKey: PARTITION, rowKey: toRowKey(key), ...key, since });
        return etag;
      }),
    read: (before) =>
      call('read the outbox', async () => {
        const filter = odata`PartitionKey eq ${PARTITION} and since lt ${before}`;
        try {
          for await (const page of table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: MAX_ROWS })) {
            return page.map((entity) => toOutboxRow(row.parse(entity)));
          }
        } catch (error) {
          if (statusOf(error) !== 404) throw error;
        }
        return [];
      }),
    remove: ({ key, version }) =>
      call('remove from the outbox', async () => {
        await remove(PARTITION, toRowKey(key), version);
      }),
  };
}

function toOutboxRow({ etag, videoId, location }: z.infer<typeof row>): { key: OutboxKey; version: string } {
  return { key: videoId === undefined ? { location: location ?? '' } : { videoId }, version: etag };
}

function toRowKey(key: OutboxKey): string {
  return toTableKey('videoId' in key ? `video:${key.videoId}` : `location:${key.location}`);
}

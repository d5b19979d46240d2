import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { OutboxIndex, OutboxKey } from '../../application/publishing/ports.js';
import { createRows, toTableKey } from './rows.js';

/** One partition for the whole table, and nearly always empty; `~` begins no escaped video id. */
const PARTITION = '~outbox';
/** In no order of age: the next run finds the others. */
const MAX_ROWS = 1000;
const row = z.object({ etag: z.string(), videoId: z.string().optional(), location: z.string().default('') });

/** The outbox in a partition of its own, so that one query finds what is left in it. */
export function createTableOutboxIndex(table: TableClient): OutboxIndex {
  const { call, page, put, remove } = createRows(table);
  return {
    put: (key, since) => call('write to the outbox', () => put({ ...keysOf(key), ...key, since })),
    read: (before) =>
      call('read the outbox', async () => {
        const filter = odata`PartitionKey eq ${PARTITION} and since lt ${before}`;
        const { rows } = await page({ filter }, MAX_ROWS);
        return rows.map((entity) => {
          const { etag, videoId, location } = row.parse(entity);
          return { key: videoId === undefined ? { location } : { videoId }, version: etag };
        });
      }),
    remove: ({ key, version }) =>
      call('remove from the outbox', async () => {
        await remove(keysOf(key), version);
      }),
  };
}

function keysOf(key: OutboxKey) {
  const rowKey = toTableKey('videoId' in key ? `video:${key.videoId}` : `location:${key.location}`);
  return { partitionKey: PARTITION, rowKey };
}

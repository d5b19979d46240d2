import type { TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { TableWalk, WalkedRow } from '../../application/table-walk.js';
import { statusOf, translated } from '../azure-failure.js';
import { OWNER_ROW, locationPartition } from './owner-entity.js';
import { makeRows, unless404 } from './rows.js';
import { toTableKey } from './table-key.js';
import { VIDEO_ROW } from './tombstone-entity.js';
import { fromWalkedEntity, MISSING_ROW, WALKED } from './walked-row.js';

const PAGE_SIZE = 100;
/** One for the whole table; `~` begins no escaped video id. */
const BOOKMARK = { partitionKey: '~walk', rowKey: 'bookmark' };
const bookmark = z.object({
  page: z.string().exactOptional(),
  after: z.string().exactOptional(),
  looked: z.number().exactOptional(),
});

/** Walks the table page by page, in the order of its keys. */
export function makeTableWalk(table: TableClient): TableWalk {
  const call = <T>(what: string, work: () => Promise<T>): Promise<T> =>
    translated(`table ${table.tableName}: ${what}`, work);
  const { write, put, remove } = makeRows(table);

  async function readPage(page: string | undefined): Promise<{ rows: WalkedRow[]; next?: string }> {
    const pages = table
      .listEntities({ queryOptions: WALKED })
      .byPage({ maxPageSize: PAGE_SIZE, ...(page !== undefined && { continuationToken: page }) });
    for await (const found of pages) {
      const rows = found.map(fromWalkedEntity).filter((row) => row !== undefined);
      return { rows, ...(found.continuationToken !== undefined && { next: found.continuationToken }) };
    }
    return { rows: [] };
  }

  return {
    read: (page) =>
      call('walk', async () => {
        try {
          return await readPage(page);
        } catch (error) {
          if (statusOf(error) === 404) return { rows: [] };
          // Another service may hold the rows by now, or another version of the SDK spell its pages in another way.
          const isUnknown = statusOf(error) === 400 || error instanceof SyntaxError;
          if (!isUnknown || page === undefined) throw error;
          return readPage(undefined);
        }
      }),
    readBookmark: () =>
      call('read a bookmark', async () => {
        const row = await unless404(() => table.getEntity(BOOKMARK.partitionKey, BOOKMARK.rowKey));
        return bookmark.parse(row ?? {});
      }),
    putBookmark: (next) =>
      call('write a bookmark', async () => {
        await put({ ...BOOKMARK, ...next });
      }),
    noteMissing: (location, since) =>
      call('note a missing location', async () => {
        await write({ partitionKey: locationPartition(location), rowKey: MISSING_ROW, ...location, since }, undefined);
      }),
    deleteMissing: (location) =>
      call('delete a note', async () => {
        await remove(locationPartition(location), MISSING_ROW, '*');
      }),
    deleteOwner: (location, version) =>
      call('delete an owner', () => remove(locationPartition(location), OWNER_ROW, version)),
    deleteTombstone: (videoId, version) =>
      call('delete a tombstone', () => remove(toTableKey(videoId), VIDEO_ROW, version)),
  };
}

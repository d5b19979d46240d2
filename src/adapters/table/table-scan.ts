import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { ScannedRow, TableScan } from '../../application/maintenance/ports.js';
import { statusOf } from '../azure-failure.js';
import { fromRecordHeader, HEADER_COLUMNS, RECORDS } from './record-entity.js';
import { createRows } from './rows.js';
import { TOMBSTONES } from './video-entities.js';

const PAGE_SIZE = 100;
/** One for the whole table; `~` begins no escaped video id. */
const CURSOR = { partitionKey: '~scan', rowKey: 'cursor' };
const cursor = z.object({
  page: z.string().exactOptional(),
  after: z.string().exactOptional(),
  checked: z.number().exactOptional(),
});
const listed = z.object({ etag: z.string(), videoId: z.string() });
/** All partitions of records: `~` is behind every digit of a hash. */
const queryOptions = {
  filter: odata`PartitionKey ge ${RECORDS} and PartitionKey lt ${`${RECORDS}~`}`,
  select: HEADER_COLUMNS,
};

/** Reads all location records page by page, in the order of their keys. */
export function createTableScan(table: TableClient): TableScan {
  const { call, get, page, put } = createRows(table);

  async function readPage(from: string | undefined): Promise<{ rows: ScannedRow[]; next?: string }> {
    const { rows, next } = await page(queryOptions, PAGE_SIZE, from);
    return { rows: rows.map(toScannedRow), ...(next !== undefined && { next }) };
  }

  return {
    readRecords: (from) =>
      call('scan', async () => {
        try {
          return await readPage(from);
        } catch (error) {
          // Another service may hold the rows by now, or another version of the SDK spell its pages in another way.
          const isUnknown = statusOf(error) === 400 || error instanceof SyntaxError;
          if (!isUnknown || from === undefined) throw error;
          return readPage(undefined);
        }
      }),
    readExpiredTombstones: (before) =>
      call('read expired tombstones', async () => {
        const filter = odata`PartitionKey eq ${TOMBSTONES} and expiresAt le ${before}`;
        const { rows } = await page({ filter }, PAGE_SIZE);
        return rows.map((row) => listed.parse(row)).map(({ etag, videoId }) => ({ videoId, version: etag }));
      }),
    readCursor: () => call('read the cursor of the scan', async () => cursor.parse((await get(CURSOR)) ?? {})),
    putCursor: (next) =>
      call('write the cursor of the scan', async () => {
        await put({ ...CURSOR, ...next });
      }),
  };
}

/** A row that cannot be read must not keep the scan from those behind it. */
function toScannedRow(entity: Record<string, unknown>): ScannedRow {
  const key = String(entity['partitionKey']);
  try {
    return { key, header: fromRecordHeader(entity) };
  } catch {
    return { key, unreadable: true };
  }
}

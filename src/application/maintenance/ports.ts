import type { ImageLocation } from '../../domain/location.js';
import type { RecordHeader } from '../recording/ports.js';

/** A record as the scan reads it, without its images; or one that is not as this version writes it. */
export type ScannedRow = { key: string } & ({ header: RecordHeader } | { unreadable: true });

/** How far the scan is: the page it was on, the last row it finished there, and what it has checked. */
export interface Cursor {
  page?: string;
  after?: string;
  /** Locations that earlier runs checked since a removal, as far as they count for the next one. */
  checked?: number;
}

/** What the scan needs of the table besides a `RecordStore`. Keys rise. */
export interface TableScan {
  /** Some location records, and where to go on; begins anew where a page is not known any more. */
  readRecords(page: string | undefined): Promise<{ rows: ScannedRow[]; next?: string }>;
  /** Videos whose tombstones end before a time, or as many of them as one call gives. */
  readExpiredTombstones(before: Date): Promise<{ videoId: string; version: string }[]>;
  readCursor(): Promise<Cursor>;
  putCursor(cursor: Cursor): Promise<void>;
}

/** Whether a location's container is there. Throws for every answer but yes and "there is no such container". */
export type HasContainer = (location: ImageLocation) => Promise<boolean>;

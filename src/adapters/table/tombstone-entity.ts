import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import type { StoredTombstone } from '../../domain/video.js';
import { toTableKey } from './table-key.js';

/** The row for what belongs to a video as a whole. */
export const VIDEO_ROW = 'video';
/** The list of all tombstones, for the scan. */
export const TOMBSTONES = '~tombstones';

export function toTombstoneEntity(videoId: string, stored: Omit<StoredTombstone, 'version'>): TableEntity {
  const { tombstone, publication } = stored;
  return { partitionKey: toTableKey(videoId), rowKey: VIDEO_ROW, videoId, ...tombstone, ...publication };
}

const row = z.object({
  etag: z.string(),
  deletedAt: z.date(),
  expiresAt: z.date(),
  publishedVersion: z.string().exactOptional(),
  changedAt: z.date().exactOptional(),
});

export function fromTombstoneEntity(entity: unknown): StoredTombstone {
  const { etag, publishedVersion, changedAt, ...tombstone } = row.parse(entity);
  const isPublished = publishedVersion !== undefined && changedAt !== undefined;
  return { version: etag, tombstone, ...(isPublished && { publication: { publishedVersion, changedAt } }) };
}

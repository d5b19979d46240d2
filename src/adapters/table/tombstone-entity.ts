import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import type { Outbox } from '../../domain/outbox.js';
import type { StoredTombstone, Tombstone } from '../../domain/tombstone.js';
import { fromOutboxColumns } from './outbox-columns.js';
import { toTableKey } from './table-key.js';

/** The row for what belongs to a video as a whole. */
export const VIDEO_ROW = 'video';

export function toTombstoneEntity(videoId: string, tombstone: Tombstone, outbox?: Outbox): TableEntity {
  return { partitionKey: toTableKey(videoId), rowKey: VIDEO_ROW, videoId, ...tombstone, ...outbox };
}

const row = z.object({ etag: z.string(), forgottenAt: z.date(), expiresAt: z.date() });

export function fromTombstoneEntity(entity: Record<string, unknown>): StoredTombstone {
  const { etag, ...tombstone } = row.parse(entity);
  return { version: etag, tombstone, ...fromOutboxColumns(entity) };
}

import * as z from 'zod';
import type { WalkedRow } from '../../application/table-walk.js';
import { LOCATION_ROW } from './manifest-entity.js';
import { fromOwnerEntity, OWNER_ROW } from './owner-entity.js';
import { VIDEO_ROW } from './tombstone-entity.js';

export const MISSING_ROW = 'missing';

/** The rows that a walk asks for, and of them what it needs: not the images, which are nearly all of a manifest. */
export const WALKED = {
  filter: [
    `(RowKey ge '${LOCATION_ROW}' and RowKey lt '${LOCATION_ROW.slice(0, -1)};')`,
    ...[VIDEO_ROW, OWNER_ROW, MISSING_ROW].map((row) => `RowKey eq '${row}'`),
  ].join(' or '),
  select: [
    ...['PartitionKey', 'RowKey', 'videoId', 'account', 'container', 'prefix'],
    ...['forgottenAt', 'by', 'since', 'takenFrom'],
  ],
};

const keys = z.object({ partitionKey: z.string(), rowKey: z.string() });
const location = z.object({ account: z.string(), container: z.string(), prefix: z.string() });
const since = z.object({ since: z.date() });
const video = z.object({ videoId: z.string() });

/** Undefined for a row of another kind. One that cannot be read must not keep a walk from those behind it. */
export function fromWalkedEntity(entity: Record<string, unknown>): WalkedRow | undefined {
  const { partitionKey, rowKey } = keys.parse(entity);
  const key = keyOf(partitionKey, rowKey);
  try {
    return fromRow(entity, rowKey, key);
  } catch {
    return { key, kind: 'unreadable' };
  }
}

function fromRow(entity: Record<string, unknown>, rowKey: string, key: string): WalkedRow | undefined {
  if (rowKey.startsWith(LOCATION_ROW)) return { key, kind: 'manifest', location: location.parse(entity) };
  if (rowKey === OWNER_ROW) return { key, kind: 'owner', location: location.parse(entity), ...fromOwnerEntity(entity) };
  if (rowKey === MISSING_ROW)
    return { key, kind: 'missing', location: location.parse(entity), since: since.parse(entity).since };
  if (rowKey !== VIDEO_ROW || !('forgottenAt' in entity)) return undefined;
  return { key, kind: 'tombstone', ...video.parse(entity) };
}

/** Partitions first; no key holds the character between the two. */
function keyOf(partitionKey: string, rowKey: string): string {
  return `${partitionKey}\n${rowKey}`;
}

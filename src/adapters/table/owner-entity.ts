import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import { CLAIM_KINDS, type Owner } from '../../application/ports.js';
import { placeHash, type Place } from '../../domain/place.js';

export const OWNER_ROW = 'owner';

/** What belongs to a place and to no video has partitions of its own; `~` begins no escaped video id. */
export function placePartition(place: Place): string {
  return `~place~${placeHash(place)}`;
}

export function ownerKeys(place: Place): { partitionKey: string; rowKey: string } {
  return { partitionKey: placePartition(place), rowKey: OWNER_ROW };
}

export function toOwnerEntity(place: Place, { videoId, by, since, takenFrom }: Owner): TableEntity {
  return { ...ownerKeys(place), ...place, videoId, by, since, takenFrom: JSON.stringify(takenFrom) };
}

const row = z.object({
  etag: z.string(),
  videoId: z.string(),
  by: z.enum(CLAIM_KINDS).default('named'),
  since: z.date(),
  takenFrom: z.string(),
});

export function fromOwnerEntity(entity: unknown): { owner: Owner; version: string } {
  const { etag, videoId, by, since, takenFrom } = row.parse(entity);
  return { version: etag, owner: { videoId, by, since, takenFrom: z.array(z.string()).parse(JSON.parse(takenFrom)) } };
}

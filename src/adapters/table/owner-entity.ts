import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import { CLAIM_KINDS, type Owner } from '../../application/ports.js';
import { placeHash, type Place } from '../../domain/place.js';

const OWNER_ROW = 'owner';

/** Owners have partitions of their own; `~` begins no escaped video id. */
export function ownerKeys(place: Place): { partitionKey: string; rowKey: string } {
  return { partitionKey: `~place~${placeHash(place)}`, rowKey: OWNER_ROW };
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

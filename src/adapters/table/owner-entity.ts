import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import { CLAIM_KINDS, type Owner } from '../../application/ports.js';
import { locationHash, type ImageLocation } from '../../domain/location.js';

export const OWNER_ROW = 'owner';

/** What belongs to a location and to no video has partitions of its own; `~` begins no escaped video id. */
export function locationPartition(location: ImageLocation): string {
  return `~location~${locationHash(location)}`;
}

export function ownerKeys(location: ImageLocation): { partitionKey: string; rowKey: string } {
  return { partitionKey: locationPartition(location), rowKey: OWNER_ROW };
}

export function toOwnerEntity(location: ImageLocation, { videoId, by, since, takenFrom }: Owner): TableEntity {
  return { ...ownerKeys(location), ...location, videoId, by, since, takenFrom: JSON.stringify(takenFrom) };
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

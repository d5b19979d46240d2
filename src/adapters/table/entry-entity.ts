import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import type { ProjectedRow, RowKey, RowState } from '../../application/recording/ports.js';
import type { Entry, StoredEntry } from '../../domain/entry.js';
import { imageCount } from '../../domain/series.js';
import { locationHash } from '../../domain/location.js';
import { fromChunks, toChunks } from './chunks.js';
import { contentJson, toContentJson } from './content-json.js';
import { withoutNulls } from './rows.js';
import { toTableKey } from './table-key.js';

export const LOCATION_ROW = 'location:';
export const ALIAS_ROW = 'alias:';

export function rowKeys({ kind, partition, location }: RowKey): { partitionKey: string; rowKey: string } {
  return { partitionKey: toTableKey(partition), rowKey: (kind === 'alias' ? ALIAS_ROW : LOCATION_ROW) + location };
}

/** What `readRow` needs of a projected row. */
export const STATE_COLUMNS = ['seq', 'ownerSeq', 'names'];

export function toProjectedEntity(row: ProjectedRow): TableEntity {
  if (row.kind === 'entry') return toEntryEntity(row.entry);
  const { seq, location } = row;
  if (row.kind === 'moved') {
    return {
      ...rowKeys({ kind: 'location', partition: row.videoId, location }),
      videoId: row.videoId,
      moved: true,
      seq,
    };
  }
  const { name, videoId } = row;
  return {
    ...rowKeys({ kind: 'alias', partition: name, location }),
    name,
    ...(videoId !== undefined && { videoId }),
    seq,
  };
}

function toEntryEntity(entry: Entry): TableEntity {
  const { videoId, location, names, recordedAt, deletedAt, source, content, contentVersion, seq, ownerSeq } = entry;
  return {
    ...rowKeys({ kind: 'location', partition: videoId, location: locationHash(location) }),
    ...{ videoId, ...location, seq, ownerSeq, contentVersion },
    names: JSON.stringify(names),
    ...(recordedAt !== undefined && { recordedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
    ...source,
    images: content?.series.reduce((sum, one) => sum + imageCount(one), 0) ?? 0,
    ...(content?.unservable !== undefined && { unservable: content.unservable }),
    ...(content !== undefined && toChunks(toContentJson(content))),
  };
}

const names = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));
const entry = z.object({
  etag: z.string(),
  videoId: z.string(),
  account: z.string(),
  container: z.string(),
  prefix: z.string(),
  seq: z.number().int(),
  ownerSeq: z.number().int(),
  names,
  contentVersion: z.string(),
  recordedAt: z.date().exactOptional(),
  deletedAt: z.date().exactOptional(),
  assetName: z.string().exactOptional(),
  transform: z.string().exactOptional(),
  job: z.string().exactOptional(),
});

/** Throws for a row that is not as this version writes it: that is a bug or tampering, and loud. */
export function fromEntryEntity(entity: Record<string, unknown>): StoredEntry {
  const { etag, account, container, prefix, assetName, transform, job, ...others } = entry.parse(entity);
  const source = {
    ...(assetName !== undefined && { assetName }),
    ...(transform !== undefined && { transform }),
    ...(job !== undefined && { job }),
  };
  const content = 'content0' in entity ? contentJson.parse(fromChunks(entity)) : undefined;
  return {
    version: etag,
    location: { account, container, prefix },
    source,
    ...others,
    ...(content !== undefined && { content }),
  };
}

const state = z.object({
  etag: z.string(),
  seq: z.number().int(),
  ownerSeq: z.number().int().exactOptional(),
  names: names.exactOptional(),
});

export function fromRowState(entity: object): RowState {
  const { etag, ...found } = state.parse(withoutNulls(entity));
  return { version: etag, ...found };
}

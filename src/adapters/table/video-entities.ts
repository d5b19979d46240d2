import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import type { ProjectedRow, RowKey, RowState } from '../../application/recording/ports.js';
import type { Entry, StoredEntry } from '../../domain/entry.js';
import { imageCount } from '../../domain/series.js';
import { locationHash } from '../../domain/location.js';
import { JOB_STATES, type OutputState } from '../../domain/output-state.js';
import type { StoredOutputState, StoredTombstone, VideoRecords } from '../../domain/video.js';
import { contentJson, fromChunks, toChunks, toContentJson } from './content-json.js';
import { columnsOf, toTableKey, type RowKeys } from './rows.js';

const LOCATION_ROW = 'location:';
const ALIAS_ROW = 'alias:';
const JOB_ROW = 'job:';
/** The row for what belongs to a video as a whole. */
const VIDEO_ROW = 'video';
/** The list of all tombstones, for the scan. */
export const TOMBSTONES = '~tombstones';

/** All rows of a video's partition. Rows of other kinds are passed over. */
export async function toVideoRecords(rows: AsyncIterable<Record<string, unknown>>): Promise<VideoRecords> {
  const records: VideoRecords = { entries: [], moved: [], outputs: [], aliases: [] };
  for await (const row of rows) {
    const key = String(row['rowKey']);
    if (key.startsWith(LOCATION_ROW)) {
      if (row['moved'] === true) records.moved.push(key.slice(LOCATION_ROW.length));
      else records.entries.push(fromEntryEntity(row));
      // A state whose key was too long begins with `~`.
    } else if (key.startsWith(JOB_ROW) || (key.startsWith('~') && 'output' in row)) {
      records.outputs.push(fromOutputEntity(row));
    } else if (key.startsWith(ALIAS_ROW)) {
      if (typeof row['videoId'] !== 'string') continue;
      records.aliases.push({ videoId: row['videoId'], location: key.slice(ALIAS_ROW.length) });
    } else if (key === VIDEO_ROW && 'deletedAt' in row) records.tombstone = fromTombstoneEntity(row);
  }
  return records;
}

export function rowKeys({ kind, partition, location }: RowKey): RowKeys {
  return { partitionKey: toTableKey(partition), rowKey: (kind === 'alias' ? ALIAS_ROW : LOCATION_ROW) + location };
}

export function toProjectedEntity(row: ProjectedRow): TableEntity {
  if (row.kind === 'entry') return toEntryEntity(row.entry);
  const { kind, location, ...columns } = row;
  return kind === 'moved'
    ? { ...rowKeys({ kind: 'location', partition: row.videoId, location }), ...columns, moved: true }
    : { ...rowKeys({ kind, partition: row.name, location }), ...columns };
}

function toEntryEntity({ location, names, source, content, ...columns }: Entry): TableEntity {
  return {
    ...rowKeys({ kind: 'location', partition: columns.videoId, location: locationHash(location) }),
    ...{ ...columns, ...location, ...source },
    names: JSON.stringify(names),
    images: content?.series.reduce((sum, one) => sum + imageCount(one), 0) ?? 0,
    unservable: content?.unservable,
    ...(content && toChunks(toContentJson(content))),
  };
}

/** Where a row says that images are. */
export const locationColumns = z.object({ account: z.string(), container: z.string(), prefix: z.string() });
const sourceColumns = z.object({
  assetName: z.string().exactOptional(),
  transform: z.string().exactOptional(),
  job: z.string().exactOptional(),
});
const names = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));
const entryColumns = z.object({
  videoId: z.string(),
  seq: z.number().int(),
  ownerSeq: z.number().int(),
  names,
  contentVersion: z.string(),
  recordedAt: z.date().exactOptional(),
  deletedAt: z.date().exactOptional(),
});
export const etagOf = (entity: object): string => z.object({ etag: z.string() }).parse(entity).etag;

/** Throws for a row that is not as this version writes it: that is a bug or tampering, and loud. */
export function fromEntryEntity(entity: object): StoredEntry {
  const columns = columnsOf(entity);
  return {
    version: etagOf(columns),
    location: locationColumns.parse(columns),
    source: sourceColumns.parse(columns),
    ...entryColumns.parse(columns),
    ...('content0' in columns && { content: contentJson.parse(fromChunks(columns)) }),
  };
}

const state = z.object({
  seq: z.number().int(),
  ownerSeq: z.number().int().exactOptional(),
  names: names.exactOptional(),
});
/** What `readRow` needs of a projected row. */
export const STATE_COLUMNS = Object.keys(state.shape);

export function fromRowState(entity: object): RowState {
  return { version: etagOf(entity), ...state.parse(columnsOf(entity)) };
}

/** Names of transforms and jobs hold no `/` (they come from a path), so no two outputs share a row. */
export function outputKeys(videoId: string, { transform, job, output }: OutputState): RowKeys {
  return { partitionKey: toTableKey(videoId), rowKey: toTableKey(`${JOB_ROW}${transform}/${job}/${output}`) };
}

export function toOutputEntity(videoId: string, { error, ...columns }: OutputState): TableEntity {
  const failed = { errorCode: error?.code, errorMessage: error?.message };
  return { ...outputKeys(videoId, columns), videoId, ...columns, ...failed };
}

const outputColumns = z.object({
  transform: z.string(),
  job: z.string(),
  output: z.string(),
  state: z.enum(JOB_STATES),
  at: z.date(),
  finishedSeenAt: z.date().exactOptional(),
  location: z.string().exactOptional(),
});
const errorColumns = z.object({ errorCode: z.string(), errorMessage: z.string() }).partial();

export function fromOutputEntity(entity: object): StoredOutputState {
  const columns = columnsOf(entity);
  const { errorCode: code, errorMessage: message } = errorColumns.parse(columns);
  const hasError = code !== undefined && message !== undefined;
  const error = hasError && { error: { code, message } };
  return { version: etagOf(columns), state: { ...outputColumns.parse(columns), ...error } };
}

export function tombstoneKeys(videoId: string): RowKeys {
  return { partitionKey: toTableKey(videoId), rowKey: VIDEO_ROW };
}

export function toTombstoneEntity(videoId: string, stored: Omit<StoredTombstone, 'version'>): TableEntity {
  return { ...tombstoneKeys(videoId), videoId, ...stored.tombstone, ...stored.publication };
}

const tombstoneColumns = z.object({ deletedAt: z.date(), expiresAt: z.date() });
const publicationColumns = z.object({
  publishedVersion: z.string().exactOptional(),
  changedAt: z.date().exactOptional(),
});

export function fromTombstoneEntity(entity: object): StoredTombstone {
  const { publishedVersion, changedAt } = publicationColumns.parse(entity);
  const isPublished = publishedVersion !== undefined && changedAt !== undefined;
  const publication = isPublished && { publication: { publishedVersion, changedAt } };
  return { version: etagOf(entity), tombstone: tombstoneColumns.parse(entity), ...publication };
}

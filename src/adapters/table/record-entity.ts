import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import type { RecordHeader, RecordPatch, StoredRecord } from '../../application/recording/ports.js';
import { locationHash } from '../../domain/location.js';
import { ownerOf, type ClaimSource, type LocationRecord } from '../../domain/location-record.js';
import { contentJson, fromChunks, jsonDate, toChunks, toContentJson } from './content-json.js';
import { columnsOf, type RowKeys } from './rows.js';
import { locationColumns, etagOf } from './video-entities.js';

/** Records have partitions of their own; `~` begins no escaped video id. */
export const RECORDS = '~location~';
const RECORD_ROW = 'record';

export function recordKeys(location: string): RowKeys {
  return { partitionKey: RECORDS + location, rowKey: RECORD_ROW };
}

/** The row of a record: what operators look for and what decides as properties, images and rules as JSON in chunks. */
export function toRecordEntity(record: LocationRecord): TableEntity {
  const { location, claims, job, asset, content, rules, deletions, aliases, formerOwners, ...columns } = record;
  return {
    ...recordKeys(locationHash(location)),
    ...{ ...location, ...columns },
    owner: ownerOf(record),
    claims: JSON.stringify(claims),
    job: job && JSON.stringify(job),
    asset: asset && JSON.stringify(asset),
    hasContent: content !== undefined,
    deletions: JSON.stringify(Object.entries(deletions)),
    aliases: JSON.stringify(aliases),
    formerOwners: JSON.stringify(formerOwners),
    ...toChunks(rowContent(rules, content)),
  };
}

/** What a row holds in chunks. */
export function rowContent(rules: LocationRecord['rules'], content: LocationRecord['content']): unknown {
  return { rules, ...(content && { content: toContentJson(content) }) };
}

/** Stands for "not missing": a merge, which writes no other column, cannot remove one. */
const NOT_MISSING = new Date(0);

/** The columns that a patch changes. */
export function toRecordPatch(location: string, patch: RecordPatch): TableEntity {
  const changed = 'missingSince' in patch ? { missingSince: patch.missingSince ?? NOT_MISSING } : patch;
  return { ...recordKeys(location), ...changed };
}

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text, context): z.output<Schema> => {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'is not as this version writes it' });
    return z.NEVER;
  });

const claim = z.object({ videoId: z.string(), at: jsonDate });
const claims = z.strictObject({
  inferred: claim.exactOptional(),
  asset: claim.exactOptional(),
  operator: claim.exactOptional(),
  event: claim.exactOptional(),
} satisfies Record<ClaimSource, unknown>);
const recordColumns = z.object({
  claims: json(claims),
  job: json(z.object({ transform: z.string(), job: z.string(), at: jsonDate })).exactOptional(),
  asset: json(z.object({ name: z.string(), at: jsonDate })).exactOptional(),
  recordedAt: z.date().exactOptional(),
  hasContent: z.boolean(),
  contentVersion: z.string(),
  deletions: json(z.array(z.tuple([z.string(), jsonDate])).transform((pairs) => Object.fromEntries(pairs))),
  aliases: json(z.array(z.string())),
  formerOwners: json(z.array(z.string())),
  publishedVersion: z.string().exactOptional(),
  changedAt: z.date().exactOptional(),
  missingSince: z.date().exactOptional(),
  seq: z.number().int(),
  ownerSeq: z.number().int(),
});

/** What is read of a record whose images are not needed. */
export const HEADER_COLUMNS = [
  ...['PartitionKey', 'RowKey'],
  ...Object.keys({ ...locationColumns.shape, ...recordColumns.shape }),
];

const position = z.union([
  z.object({ unit: z.enum(['ms', 'percent', 'frames']), value: z.number() }),
  z.object({ unit: z.literal('best') }),
]);
const imageRule = z.object({
  filenamePattern: z.string(),
  extension: z.string(),
  label: z.string(),
  start: position,
  step: position,
  range: position,
  isSprite: z.boolean(),
});
const toldTimes = z.object({
  start: position.exactOptional(),
  every: position.exactOptional(),
  durationMs: z.number().exactOptional(),
});
const rules = z.object({
  job: z.object({ at: jsonDate, images: z.array(imageRule) }).exactOptional(),
  operator: z.object({ at: jsonDate, times: toldTimes }).exactOptional(),
});
const chunks = z.object({ rules, content: contentJson.exactOptional() });

/** Throws for a row that is not as this version writes it: that is a bug or tampering, and loud. */
export function fromRecordHeader(entity: object): RecordHeader {
  const present = columnsOf(entity);
  const { hasContent, missingSince, ...known } = recordColumns.parse(present);
  const isMissing = missingSince !== undefined && missingSince > NOT_MISSING;
  const record = { location: locationColumns.parse(present), ...known, ...(isMissing && { missingSince }) };
  return { version: etagOf(present), hasContent, record };
}

export function fromRecordEntity(entity: Record<string, unknown>): StoredRecord {
  const { version, record } = fromRecordHeader(entity);
  return { version, record: { ...record, ...chunks.parse(fromChunks(entity)) } };
}

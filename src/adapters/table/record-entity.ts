import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import type { RecordHeader, RecordPatch, StoredRecord } from '../../application/recording/ports.js';
import { locationHash } from '../../domain/location.js';
import { ownerOf, type ClaimSource, type LocationRecord } from '../../domain/location-record.js';
import { RULE_SOURCES } from '../../domain/content.js';
import { fromChunks, toChunks } from './chunks.js';
import { contentJson, jsonDate, toContentJson } from './content-json.js';
import { withoutNulls } from './rows.js';

/** Records have partitions of their own; `~` begins no escaped video id. */
export const RECORDS = '~location~';
const RECORD_ROW = 'record';

export function recordKeys(location: string): { partitionKey: string; rowKey: string } {
  return { partitionKey: RECORDS + location, rowKey: RECORD_ROW };
}

/** The row of a record: what operators look for and what decides as properties, images and rules as JSON in chunks. */
export function toRecordEntity(record: LocationRecord): TableEntity {
  const { location, claims, job, asset, recordedAt, content, contentVersion, deletions, ...others } = record;
  const { rules, aliases, formerOwners, publishedVersion, changedAt, missingSince, seq, ownerSeq } = others;
  return {
    ...recordKeys(locationHash(location)),
    ...location,
    owner: ownerOf(record),
    claims: JSON.stringify(claims),
    ...(job !== undefined && { job: JSON.stringify(job) }),
    ...(asset !== undefined && { asset: JSON.stringify(asset) }),
    ...(recordedAt !== undefined && { recordedAt }),
    hasContent: content !== undefined,
    contentVersion,
    deletions: JSON.stringify(Object.entries(deletions)),
    aliases: JSON.stringify(aliases),
    formerOwners: JSON.stringify(formerOwners),
    ...(publishedVersion !== undefined && { publishedVersion }),
    ...(changedAt !== undefined && { changedAt }),
    ...(missingSince !== undefined && { missingSince }),
    ...{ seq, ownerSeq },
    ...toChunks({ rules, ...(content !== undefined && { content: toContentJson(content) }) }),
  };
}

/** Stands for "not missing": a merge, which writes no other column, cannot remove one. */
const NOT_MISSING = new Date(0);

/** The columns that a patch changes. */
export function toRecordPatch(location: string, patch: RecordPatch): TableEntity {
  const columns = 'missingSince' in patch ? { missingSince: patch.missingSince ?? NOT_MISSING } : patch;
  return { ...recordKeys(location), ...columns };
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
const columns = {
  account: z.string(),
  container: z.string(),
  prefix: z.string(),
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
};
const row = z.object({ etag: z.string(), ...columns });

/** What is read of a record whose images are not needed. */
export const HEADER_COLUMNS = ['PartitionKey', 'RowKey', ...Object.keys(columns)];

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
const rules = z.partialRecord(z.enum(RULE_SOURCES), z.object({ at: jsonDate, images: z.array(imageRule) }));
const chunks = z.object({ rules, content: contentJson.exactOptional() });

/** Throws for a row that is not as this version writes it: that is a bug or tampering, and loud. */
export function fromRecordHeader(entity: object): RecordHeader {
  const { etag, account, container, prefix, hasContent, missingSince, ...known } = row.parse(withoutNulls(entity));
  const isMissing = missingSince !== undefined && missingSince > NOT_MISSING;
  const record = { location: { account, container, prefix }, ...known, ...(isMissing && { missingSince }) };
  return { version: etag, hasContent, record };
}

export function fromRecordEntity(entity: Record<string, unknown>): StoredRecord {
  const { version, record } = fromRecordHeader(entity);
  const { rules: known, content } = chunks.parse(fromChunks(entity));
  return { version, record: { ...record, rules: known, ...(content !== undefined && { content }) } };
}

import { isCovered } from './deletion.js';
import type { ImageLocation } from './location.js';
import {
  deletedAt,
  isShown,
  ownerOf,
  type Claim,
  type ClaimSource,
  type LocationRecord,
  type RecordedJob,
} from './location-record.js';
import type { Content, RecordedRules } from './content.js';

export interface ImagesReport {
  kind: 'images';
  location: ImageLocation;
  source: ClaimSource;
  claim: Claim;
  /** The time of the report: of the job's end, or of the newest image. */
  at: Date;
  job?: RecordedJob;
  asset?: { name: string; at: Date };
  rules?: RecordedRules;
  aliases?: readonly string[];
  /** What Media Services says of the asset; absent in a report that did not ask. */
  asked?: { unservable?: string };
  /** Absent when nothing was listed: the report is as old as a deletion, or another listing of the same job counts. */
  found?: Content & { isEmpty: boolean };
  deletions?: Readonly<Record<string, Date | undefined>>;
}

/** What can happen to a record. */
export type Report =
  | ImagesReport
  /** A video was deleted; where that covers the record, its content goes. */
  | { kind: 'delete'; videoId: string; at: Date }
  /** The container is missing since then, as storage said twice: content that is not newer goes. */
  | { kind: 'missing'; since: Date }
  /** The record is about to be removed: rows with its earlier numbers may go. */
  | { kind: 'retire' };

/** Now, and whether a change is published (`on`), is not (`off`), or counts as published already (`silent`). */
export interface DecideContext {
  now: Date;
  publishing: 'on' | 'off' | 'silent';
}

/** What a report came to, for the owner. */
export type RecordOutcome = 'created' | 'replaced' | 'unchanged' | 'deleted';

export function outcomeOf(record: LocationRecord | undefined, next: LocationRecord, at: Date): RecordOutcome {
  if (isCovered(at, deletedAt(next))) return 'deleted';
  if (record === undefined || ownerOf(record) !== ownerOf(next) || !isShown(record)) return 'created';
  return record.contentVersion === next.contentVersion ? 'unchanged' : 'replaced';
}

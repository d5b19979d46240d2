import type { Content, RecordedRules } from './content.js';
import { isCovered, latest } from './deletion.js';
import type { ImageLocation } from './location.js';
import type { JobRef } from './output-state.js';
import { sha256Hex } from './text.js';
import { guidOfContainer } from './video-id.js';

/** Who can say that a location belongs to a video, the weakest first (docs/recording.md). */
export const CLAIM_SOURCES = ['inferred', 'asset', 'operator', 'event'] as const;
export type ClaimSource = (typeof CLAIM_SOURCES)[number];

export interface Claim {
  videoId: string;
  /** Of an event the time of what it reports; of the other sources that of the run or of the images. */
  at: Date;
}

export interface RecordedJob extends JobRef {
  at: Date;
}

/** Everything about one location. Only `decide` makes the next one from it. */
export interface LocationRecord extends RecordSummary {
  rules: RecordedRules;
  /** Absent before the first listing, and after a delete or a missing container has emptied the record. */
  content?: Content;
}

/** A record without what is long: the images, and the rules to read their names. */
export interface RecordSummary {
  location: ImageLocation;
  claims: Readonly<Partial<Record<ClaimSource, Claim>>>;
  job?: RecordedJob;
  /** The asset that wrote the images; of several the one that was reported last. */
  asset?: { name: string; at: Date };
  /** Time of the newest report; the epoch stands for "not known". */
  recordedAt?: Date;
  /** Hash of what callers see of the content; empty without one. */
  contentVersion: string;
  /** Newest deletion of the owner's id and of the container's own id, by id. */
  deletions: Readonly<Record<string, Date>>;
  /** Names of assets that lead to the owner; the container's names are not listed here. */
  aliases: readonly string[];
  /** Videos that have a `moved` row. */
  formerOwners: readonly string[];
  /** What subscribers know; empty: nothing yet; absent: written while no topic was set. */
  publishedVersion?: string;
  changedAt?: Date;
  /** Since when storage says that the container is missing. */
  missingSince?: Date;
  /** Begins with the time of the first report and rises by one with each change; `ownerSeq` is its value when the owner changed last. */
  seq: number;
  ownerSeq: number;
}

/** In seconds since 2020, which fit a 32-bit column until 2088: after a removal the numbers are higher than those of old rows. */
export function firstSeq(now: Date): number {
  return Math.floor((now.getTime() - Date.UTC(2020, 0, 1)) / 1000);
}

/** A container's own id: the GUID of `asset-<guid>`, else its name. */
export function containerId(container: string): string {
  return guidOfContainer(container) ?? container;
}

/** The own id of a location's container. A folder has none. */
export function containerIdOf({ container, prefix }: ImageLocation): string | undefined {
  return prefix === '' ? containerId(container) : undefined;
}

/** The video that the strongest source names. Every record has a claim. */
export function ownerOf({ claims }: Pick<LocationRecord, 'claims'>): string {
  const claim = claims[ownerSourceOf({ claims })];
  if (claim === undefined) throw new Error('a location record has no claim');
  return claim.videoId;
}

export function ownerSourceOf({ claims }: Pick<LocationRecord, 'claims'>): ClaimSource {
  return CLAIM_SOURCES.toReversed().find((source) => claims[source] !== undefined) ?? 'inferred';
}

/** The newer of the two deletions that count: of the owner's id and of the container's own. */
export function deletedAt(record: Pick<LocationRecord, 'claims' | 'deletions' | 'location'>): Date | undefined {
  const own = containerIdOf(record.location);
  return latest(deletionOf(record, ownerOf(record)), own === undefined ? undefined : deletionOf(record, own));
}

/** A video may be called `__proto__`, so only own members count. */
export function deletionOf({ deletions }: Pick<LocationRecord, 'deletions'>, id: string): Date | undefined {
  return Object.hasOwn(deletions, id) ? deletions[id] : undefined;
}

/** Whether callers see the record's content under its owner. */
export function isShown(
  record: RecordSummary & { content?: Content },
  hasContent = record.content !== undefined,
): boolean {
  const { recordedAt } = record;
  return hasContent && recordedAt !== undefined && !isCovered(recordedAt, deletedAt(record));
}

/** All names that lead to the owner. The owner's id needs no row, unless a former owner's row of that name must be overwritten. */
export function aliasNames(record: LocationRecord): { name: string; videoId?: string }[] {
  const own = containerIdOf(record.location);
  const owner = ownerOf(record);
  const names = own === undefined ? record.aliases : [...record.aliases, own, record.location.container];
  return [...new Set(names)]
    .filter((name) => name !== owner || record.formerOwners.length > 0)
    .map((name) => (name === owner ? { name } : { name, videoId: owner }));
}

/** What publications are about: changes with the owner and with what callers see. */
export function versionOf(record: Pick<LocationRecord, 'claims' | 'contentVersion'>): string {
  return sha256Hex(JSON.stringify([ownerOf(record), record.contentVersion])).slice(0, 32);
}

export function isPending(record: RecordSummary & { content?: Content }, hasContent?: boolean): boolean {
  const { publishedVersion } = record;
  return publishedVersion !== undefined && publishedVersion !== versionOf(record) && isShown(record, hasContent);
}

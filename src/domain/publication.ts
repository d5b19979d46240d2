import { entryOf, manifestOf } from './entry.js';
import { locationHash } from './location.js';
import { isPending, isShown, ownerOf, versionOf, type LocationRecord } from './location-record.js';
import type { Manifest } from './manifest.js';
import type { DecideContext, Report } from './report.js';
import { sha256Hex } from './text.js';
import type { StoredTombstone } from './video.js';

/** One change, as subscribers receive it; `at` is when it changed. */
export type Publication = {
  /** The same however often this change is published. */
  id: string;
  at: Date;
  videoId: string;
} & ({ kind: 'recorded'; outcome: 'created' | 'replaced'; manifest: Manifest } | { kind: 'deleted' });

export function pendingOfRecord(record: LocationRecord): Publication | undefined {
  const { publishedVersion, changedAt } = record;
  const manifest = manifestOf(entryOf(record), undefined)?.manifest;
  if (!isPending(record) || manifest === undefined || changedAt === undefined) return undefined;
  const videoId = ownerOf(record);
  const id = idOf([videoId, locationHash(record.location), versionOf(record)], changedAt);
  const outcome = publishedVersion === '' ? 'created' : 'replaced';
  return { id, at: changedAt, videoId, kind: 'recorded', outcome, manifest };
}

/** Each deletion is a change of its own. */
export function tombstoneVersionOf({ tombstone }: Pick<StoredTombstone, 'tombstone'>): string {
  return tombstone.deletedAt.toISOString();
}

export function pendingOfTombstone(videoId: string, stored: StoredTombstone | undefined): Publication | undefined {
  if (stored?.publication === undefined) return undefined;
  const { publishedVersion, changedAt } = stored.publication;
  const version = tombstoneVersionOf(stored);
  if (publishedVersion === version) return undefined;
  return { id: idOf([videoId, 'deleted', version], changedAt), at: changedAt, videoId, kind: 'deleted' };
}

/** With the time, since a location may show again what it showed before. */
function idOf(what: readonly string[], changedAt: Date): string {
  return sha256Hex(JSON.stringify([...what, changedAt.toISOString()])).slice(0, 32);
}

/** What subscribers know after this change. The tombstone publishes a delete; a missing container is not published. */
export function withPublication(
  record: LocationRecord | undefined,
  next: LocationRecord,
  report: Report,
  { now, publishing }: DecideContext,
): LocationRecord {
  if (record !== undefined && versionOf(record) === versionOf(next)) return next;
  const changed = { ...next, changedAt: now };
  delete changed.publishedVersion;
  if (publishing === 'off') return changed;
  if (publishing === 'silent') return { ...changed, publishedVersion: versionOf(next) };
  return { ...changed, publishedVersion: report.kind === 'images' ? knownToSubscribers(record, next) : '' };
}

/** Equal to no version: after an unconfirmed publication it is uncertain what subscribers know. */
const UNKNOWN_VERSION = 'unknown';

function knownToSubscribers(record: LocationRecord | undefined, next: LocationRecord): string {
  if (record === undefined || ownerOf(record) !== ownerOf(next) || !isShown(record)) return '';
  if (record.publishedVersion === undefined) return versionOf(record);
  const isBackToPublished = isPending(record) && record.publishedVersion === versionOf(next);
  return isBackToPublished ? UNKNOWN_VERSION : record.publishedVersion;
}

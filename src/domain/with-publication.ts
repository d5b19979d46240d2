import type { DecideContext, Report } from './report.js';
import { isPending, isShown, ownerOf, versionOf, type LocationRecord } from './location-record.js';

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

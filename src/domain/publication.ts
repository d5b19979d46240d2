import { sha256Hex } from './hash.js';
import { locationHash } from './location.js';
import { isPending, ownerOf, versionOf, type LocationRecord } from './location-record.js';
import { entryOf, manifestOf } from './entry.js';
import type { Manifest } from './manifest.js';
import type { StoredTombstone } from './video-records.js';

/** One change, as subscribers receive it. */
export type Publication = {
  /** The same however often this change is published. */
  id: string;
  /** When it changed. */
  at: Date;
  videoId: string;
} & ({ kind: 'recorded'; outcome: 'created' | 'replaced'; manifest: Manifest } | { kind: 'deleted' });

/** What still has to be published of a location; undefined when nothing has. */
export function pendingOfRecord(record: LocationRecord): Publication | undefined {
  const { publishedVersion, changedAt } = record;
  const manifest = manifestOf(entryOf(record), undefined)?.manifest;
  if (!isPending(record) || manifest === undefined || changedAt === undefined) return undefined;
  const videoId = ownerOf(record);
  const id = idOf([videoId, locationHash(record.location), versionOf(record)], changedAt);
  const outcome = publishedVersion === '' ? 'created' : 'replaced';
  return { id, at: changedAt, videoId, kind: 'recorded', outcome, manifest };
}

/** The version of a tombstone: each deletion is a change of its own. */
export function tombstoneVersionOf({ tombstone }: Pick<StoredTombstone, 'tombstone'>): string {
  return tombstone.deletedAt.toISOString();
}

/** What still has to be published of a deletion; undefined when nothing has. */
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

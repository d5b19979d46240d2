import { sha256Hex } from './hash.js';
import { contentVersionOf, type Manifest } from './manifest.js';
import { owesManifest, owesTombstone, tombstoneVersionOf, type Outbox, type Owing } from './outbox.js';
import { locationHash } from './location.js';
import { remembered, type StoredTombstone } from './tombstone.js';
import type { StoredManifest } from './video.js';

/** What others are told of one change. */
export type Publication = {
  /** The same however often this change is told, so that whoever hears it twice can know. */
  id: string;
  /** When it changed. */
  at: Date;
  videoId: string;
} & ({ kind: 'recorded'; outcome: 'created' | 'replaced'; manifest: Manifest } | { kind: 'forgotten' });

/** A change that is still to be told, with the row that says so and what it says afterwards. */
export type Owed = { publication: Publication; told: Outbox } & (
  { row: 'manifest'; stored: StoredManifest } | { row: 'tombstone'; stored: StoredTombstone }
);

interface Rows {
  manifests: readonly StoredManifest[];
  tombstone?: StoredTombstone;
}

/** What the rows of a video owe, the oldest change first. Of what is forgotten nothing is told but that. */
export function owedBy(videoId: string, { manifests, tombstone }: Rows): Owed[] {
  const kept = remembered({ manifests, outputs: [], ...(tombstone !== undefined && { tombstone }) }).manifests;
  const owed: Owed[] = kept.filter(owesManifest).map((stored) => owedManifest(videoId, stored));
  if (tombstone !== undefined && owesTombstone(tombstone)) owed.push(owedTombstone(videoId, tombstone));
  return owed.sort((one, other) => one.publication.at.getTime() - other.publication.at.getTime());
}

function owedManifest(videoId: string, stored: Owing<StoredManifest>): Owed {
  const { outbox, manifest, contentVersion } = stored;
  const id = idOf(videoId, locationHash(manifest.location), contentVersion, outbox);
  const outcome = outbox.publishedVersion === '' ? 'created' : 'replaced';
  const told = { ...outbox, publishedVersion: contentVersionOf(manifest) };
  return {
    publication: { id, at: outbox.changedAt, videoId, kind: 'recorded', outcome, manifest },
    ...{ row: 'manifest', stored, told },
  };
}

function owedTombstone(videoId: string, stored: Owing<StoredTombstone>): Owed {
  const { outbox } = stored;
  const version = tombstoneVersionOf(stored);
  const id = idOf(videoId, 'forgotten', version, outbox);
  return {
    publication: { id, at: outbox.changedAt, videoId, kind: 'forgotten' },
    ...{ row: 'tombstone', stored, told: { ...outbox, publishedVersion: version } },
  };
}

/** With the time, since a location may come to show again what it showed before. */
function idOf(videoId: string, what: string, version: string, { changedAt }: Outbox): string {
  return sha256Hex(JSON.stringify([videoId, what, version, changedAt.toISOString()])).slice(0, 32);
}

import { contentVersionOf, hasSameContent, type Manifest } from './manifest.js';
import type { StoredTombstone } from './tombstone.js';
import type { StoredManifest } from './video.js';

/**
 * What a row notes for those who are told of changes; the row is its own outbox. A row without it owes nobody anything: it is
 * from a time when nobody was to be told.
 */
export interface Outbox {
  /** The version that was published last; empty when none was. */
  publishedVersion: string;
  /** When the row came to say what it says now. */
  changedAt: Date;
}

/** A row of which something is still to be told. */
export type Owing<Row> = Row & { outbox: Outbox };

/** Equal to no version: one that was changed back after a publication of which nobody knows whether it arrived. */
const UNSURE = 'unsure';

/** Whether others are still to be told what the manifest shows. */
export function owesManifest(stored: StoredManifest): stored is Owing<StoredManifest> {
  return stored.outbox !== undefined && stored.outbox.publishedVersion !== stored.contentVersion;
}

/** Whether others are still to be told that the video is forgotten. */
export function owesTombstone(stored: StoredTombstone): stored is Owing<StoredTombstone> {
  return stored.outbox !== undefined && stored.outbox.publishedVersion !== tombstoneVersionOf(stored);
}

/** Every forgetting is another one. */
export function tombstoneVersionOf({ tombstone }: Pick<StoredTombstone, 'tombstone'>): string {
  return tombstone.forgottenAt.toISOString();
}

/**
 * The outbox of a manifest that is about to be written; `changedAt` is absent where nobody is to be told. Equal content is no
 * news: what is owed stays so, and nothing is owed that was not. What was there before anybody was told counts as told.
 */
export function outboxAfter(
  existing: StoredManifest | undefined,
  manifest: Manifest,
  changedAt: Date | undefined,
): Outbox | undefined {
  const isSame = existing !== undefined && hasSameContent(existing.manifest, manifest);
  if (isSame) return carried(existing, manifest);
  if (changedAt === undefined) return undefined;
  return { publishedVersion: existing === undefined ? '' : toldBefore(existing, manifest), changedAt };
}

/** A build may tell versions in another way than the one before: what was told then is told now. */
function carried(existing: StoredManifest, manifest: Manifest): Outbox | undefined {
  const { outbox } = existing;
  if (outbox === undefined || owesManifest(existing)) return outbox;
  return { ...outbox, publishedVersion: contentVersionOf(manifest) };
}

function toldBefore(existing: StoredManifest, manifest: Manifest): string {
  const told = existing.outbox?.publishedVersion ?? existing.contentVersion;
  return owesManifest(existing) && told === contentVersionOf(manifest) ? UNSURE : told;
}

/** The same for a tombstone that is about to be written over another; a forgetting of nothing is no news. */
export function outboxOfForgetting(
  existing: StoredTombstone | undefined,
  changedAt: Date | undefined,
): Outbox | undefined {
  if (changedAt !== undefined) return { publishedVersion: '', changedAt };
  return existing !== undefined && owesTombstone(existing) ? existing.outbox : undefined;
}

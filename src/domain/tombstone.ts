import type { Outbox } from './outbox.js';
import type { StoredManifest, StoredOutputState } from './video.js';

/** What is left of a video that was forgotten: whatever is as old as that, and comes again, stays forgotten. */
export interface Tombstone {
  forgottenAt: Date;
  /** When this may be forgotten, too. */
  expiresAt: Date;
}

export interface StoredTombstone {
  tombstone: Tombstone;
  version: string;
  outbox?: Outbox;
}

/** Longer than anything old comes again: Event Grid gives up after a day, jobs and their events are gone after 90. */
export const KEPT_FOR_MS = 90 * 24 * 60 * 60_000;

export function tombstoneOf(forgottenAt: Date): Tombstone {
  return { forgottenAt, expiresAt: new Date(forgottenAt.getTime() + KEPT_FOR_MS) };
}

export function isExpired({ expiresAt }: Tombstone, now: Date): boolean {
  return expiresAt.getTime() <= now.getTime();
}

/** Nothing becomes of a recording that is as old as the forgetting of its video. */
export type Forgotten = 'forgotten';

/** Whether what happened at this time is forgotten. */
export function covers(stored: StoredTombstone | undefined, at: Date): boolean {
  return stored !== undefined && at.getTime() <= stored.tombstone.forgottenAt.getTime();
}

/** What is kept of a video, parted by its tombstone. */
interface Kept {
  manifests: readonly StoredManifest[];
  outputs: readonly StoredOutputState[];
}

/** What of a video is known: all that its tombstone does not cover. */
export function remembered({ manifests, outputs, tombstone }: Kept & { tombstone?: StoredTombstone }): Kept {
  return {
    manifests: manifests.filter(({ manifest }) => !covers(tombstone, manifest.recordedAt)),
    outputs: outputs.filter(({ state }) => !covers(tombstone, state.at)),
  };
}

/** What of a video is forgotten and still there: a forgetting is under way, was interrupted, or raced with a recording. */
export function leftover({ manifests, outputs, tombstone }: Kept & { tombstone?: StoredTombstone }): Kept {
  return {
    manifests: manifests.filter(({ manifest }) => covers(tombstone, manifest.recordedAt)),
    outputs: outputs.filter(({ state }) => covers(tombstone, state.at)),
  };
}

import { describeLocation, locationHash, type ImageLocation } from '../domain/location.js';
import { isExpired, KEPT_FOR_MS, leftover } from '../domain/tombstone.js';
import type { StoredManifest } from '../domain/video.js';
import { aliasesOf } from './claim-place.js';
import { dropManifest } from './drop-manifest.js';
import type { Clock, Log, ManifestStore } from './ports.js';
import { sweepForgotten } from './sweep-forgotten.js';
import type { TableWalk, WalkedRow } from './table-walk.js';
import { mayDrop, type Tally } from './tally.js';

export interface VisitPorts {
  store: ManifestStore;
  walk: TableWalk;
  /** Whether a location's container is there; undefined where nobody knows. */
  look: (location: ImageLocation) => Promise<boolean | undefined>;
  clock: Clock;
}

/** A row that something else can be done with than saying so. */
type Visited = Exclude<WalkedRow, { kind: 'unreadable' }>;
type Row<Kind extends WalkedRow['kind']> = WalkedRow & { kind: Kind };

/** Between the two times at which storage has to say that a container is missing. */
const CONFIRMED_AFTER_MS = 24 * 60 * 60_000;

/** A visit makes no more calls than this, unless a tombstone covers much. */
export const MOST_CALLS = 12;

/** Does to one row what is to be done, and takes the calls that it makes from the tally. */
export function makeVisitRow({ store, walk, look, clock }: VisitPorts, tally: Tally, log: Log) {
  return (row: Visited): Promise<void> => {
    if (row.kind === 'manifest') return visitManifest(row);
    if (row.kind === 'missing') return visitNote(row);
    return row.kind === 'tombstone' ? visitTombstone(row) : visitOwner(row);
  };

  async function visitManifest({ location }: Row<'manifest'>): Promise<void> {
    if ((await look(location)) !== false) return;
    tally.left -= 1;
    tally.missing += 1;
    await walk.noteMissing(location, clock());
  }

  /** Asks again, whatever it is that was missing: only what is missing both times, and was recorded before, is dropped. */
  async function visitNote({ location, since }: Row<'missing'>): Promise<void> {
    const isThere = await look(location);
    const waitedMs = clock().getTime() - since.getTime();
    if (isThere === undefined || (!isThere && waitedMs < CONFIRMED_AFTER_MS)) return;
    tally.left -= 2;
    const videoId = (await store.readOwner(location))?.owner.videoId;
    const manifests = videoId === undefined ? [] : (await store.readVideo(videoId)).manifests;
    const stored = manifests.find(({ manifest }) => isAt(manifest.location, location));
    if (stored !== undefined && isThere) await restoreNames(stored);
    else if (stored !== undefined && stored.manifest.recordedAt.getTime() <= since.getTime()) {
      if (!(await drop(stored, manifests, waitedMs))) return;
    }
    tally.left -= 1;
    await walk.deleteMissing(location);
  }

  /** An interrupted dropping may have taken them. */
  async function restoreNames({ manifest }: StoredManifest): Promise<void> {
    tally.back += 1;
    tally.left -= 2;
    for (const alias of aliasesOf(manifest)) await store.putAlias(alias, manifest.videoId);
  }

  async function drop(stored: StoredManifest, all: readonly StoredManifest[], waitedMs: number): Promise<boolean> {
    if (!mayDrop(tally)) {
      tally.held += 1;
      return false;
    }
    tally.left -= 3;
    if (!(await dropManifest(store, stored, all))) return false;
    tally.dropped += 1;
    const { videoId, location } = stored.manifest;
    log('manifest-dropped', {
      videoId,
      location: describeLocation(location),
      missingSeconds: Math.round(waitedMs / 1000),
    });
    return true;
  }

  /** Takes up what is left of a forgetting; after 90 days nothing as old comes any more. */
  async function visitTombstone({ videoId }: Row<'tombstone'>): Promise<void> {
    tally.left -= 1;
    const records = await store.readVideo(videoId);
    const { manifests, outputs } = leftover(records);
    if (manifests.length + outputs.length > 0) {
      tally.left -= 1 + 3 * manifests.length + outputs.length;
      await sweepForgotten(store, videoId, records);
    }
    const { tombstone } = records;
    if (tombstone === undefined || !isExpired(tombstone.tombstone, clock())) return;
    tally.left -= 1;
    if (await walk.deleteTombstone(videoId, tombstone.version)) tally.tombstones += 1;
  }

  /** A location whose video has nothing there any more, and no tombstone, is nobody's after 90 days. */
  async function visitOwner({ location, owner, version }: Row<'owner'>): Promise<void> {
    const isOld = clock().getTime() - owner.since.getTime() > KEPT_FOR_MS;
    if (!isOld || owner.takenFrom.length > 0) return;
    tally.left -= 1;
    if (await isNeeded(location, owner.videoId)) return;
    tally.left -= 2;
    if (!(await walk.deleteOwner(location, version))) return;
    tally.owners += 1;
    // Recorded again between the two: then it is the video's, as it was.
    if (await isNeeded(location, owner.videoId)) await store.putOwner(location, owner, undefined);
  }

  async function isNeeded(location: ImageLocation, videoId: string): Promise<boolean> {
    const { manifests, tombstone } = await store.readVideo(videoId);
    return tombstone !== undefined || manifests.some(({ manifest }) => isAt(manifest.location, location));
  }
}

function isAt(one: ImageLocation, other: ImageLocation): boolean {
  return locationHash(one) === locationHash(other);
}

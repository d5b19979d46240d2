import type { ManifestStore, Owner } from '../../application/ports.js';
import type { Bookmark, TableWalk, WalkedRow } from '../../application/table-walk.js';
import { contentVersionOf, revisionOf } from '../../domain/manifest.js';
import { locationHash, type ImageLocation } from '../../domain/location.js';
import { compareText } from '../../domain/text.js';
import type { StoredTombstone } from '../../domain/tombstone.js';
import type { StoredManifest, StoredOutputState } from '../../domain/video.js';

/** So few that every walk in a test goes over several pages. */
const PAGE_SIZE = 2;

/** The reference for the ports: what every manifest store, and every walk through one, has to do, over rows in memory. For tests. */
export function makeMemoryManifestStore(): ManifestStore & TableWalk {
  const manifests = makeRows<StoredManifest>();
  const outputs = makeRows<StoredOutputState>();
  const tombstones = makeRows<StoredTombstone & { videoId: string }>();
  const owners = makeRows<{ owner: Owner; version: string; location: ImageLocation }>();
  const notes = makeRows<{ location: ImageLocation; since: Date; version: string }>();
  let bookmark: Bookmark = {};
  const aliases = makeRows<{ videoId: string; version: string }>();

  return {
    readVideo: (videoId) => {
      const tombstone = tombstones.get([videoId]);
      return Promise.resolve({
        manifests: manifests.of(videoId),
        outputs: outputs.of(videoId),
        aliasOf: aliases.of(videoId).map((alias) => alias.videoId),
        ...(tombstone !== undefined && { tombstone }),
      });
    },
    hasRoomFor: () => true,
    putManifest: (manifest, version, outbox) => {
      const contentVersion = contentVersionOf(manifest);
      const row = {
        manifest,
        revision: revisionOf(manifest, contentVersion),
        contentVersion,
        ...(outbox && { outbox }),
      };
      const keys = [manifest.videoId, locationHash(manifest.location)];
      return Promise.resolve(manifests.put(keys, (next) => ({ ...row, version: next }), version));
    },
    deleteManifest: (videoId, location, version) =>
      Promise.resolve(manifests.delete([videoId, locationHash(location)], version)),
    putOutputState: (videoId, state, version) =>
      Promise.resolve(
        outputs.put([videoId, state.transform, state.job, state.output], (next) => ({ state, version: next }), version),
      ),
    deleteOutputState: (videoId, { transform, job, output }, version) =>
      Promise.resolve(outputs.delete([videoId, transform, job, output], version)),
    readTombstone: (videoId) => Promise.resolve(tombstones.get([videoId])),
    putTombstone: (videoId, tombstone, version, outbox) => {
      const row = { tombstone, videoId, ...(outbox && { outbox }) };
      return Promise.resolve(tombstones.put([videoId], (next) => ({ ...row, version: next }), version));
    },
    readOwner: (location) => Promise.resolve(owners.get([locationHash(location)])),
    putOwner: (location, owner, version) =>
      Promise.resolve(owners.put([locationHash(location)], (next) => ({ owner, version: next, location }), version)),
    putAlias: (alias, videoId) => {
      const key = [alias, videoId];
      aliases.put(key, (next) => ({ videoId, version: next }), aliases.get(key)?.version);
      return Promise.resolve();
    },
    deleteAlias: (alias, videoId) => {
      const key = [alias, videoId];
      aliases.delete(key, aliases.get(key)?.version);
      return Promise.resolve();
    },
    ping: () => Promise.resolve(undefined),
    read: (page = '') => {
      const walked: WalkedRow[] = [
        ...manifests.all().map(({ manifest: { videoId, location } }): WalkedRow => {
          return { key: `${videoId}\nplace:${locationHash(location)}`, kind: 'manifest', location };
        }),
        ...tombstones.all().map(({ videoId }): WalkedRow => ({ key: `${videoId}\nvideo`, kind: 'tombstone', videoId })),
        ...owners
          .all()
          .map((row): WalkedRow => ({ key: `~${locationHash(row.location)}\nowner`, kind: 'owner', ...row })),
        ...notes
          .all()
          .map((row): WalkedRow => ({ key: `~${locationHash(row.location)}\nmissing`, kind: 'missing', ...row })),
      ];
      const rows = walked.filter(({ key }) => key > page).sort((one, other) => compareText(one.key, other.key));
      const next = rows[PAGE_SIZE] === undefined ? undefined : rows[PAGE_SIZE - 1]?.key;
      return Promise.resolve({ rows: rows.slice(0, PAGE_SIZE), ...(next !== undefined && { next }) });
    },
    readBookmark: () => Promise.resolve(bookmark),
    putBookmark: (next) => {
      bookmark = structuredClone(next);
      return Promise.resolve();
    },
    noteMissing: (location, since) => {
      notes.put([locationHash(location)], (version) => ({ location, since, version }), undefined);
      return Promise.resolve();
    },
    deleteMissing: (location) => {
      const key = [locationHash(location)];
      notes.delete(key, notes.get(key)?.version);
      return Promise.resolve();
    },
    deleteOwner: (location, version) => Promise.resolve(owners.delete([locationHash(location)], version)),
    deleteTombstone: (videoId, version) => Promise.resolve(tombstones.delete([videoId], version)),
  };
}

/** Rows by their keys; what goes in and out is copied, as it is on the way to a table and back. */
function makeRows<Row extends { version: string }>() {
  const rows = new Map<string, { partition: string; row: Row }>();
  let writes = 0;
  const get = (keys: readonly string[]): Row | undefined => structuredClone(rows.get(JSON.stringify(keys))?.row);
  return {
    get,
    all: (): Row[] => structuredClone([...rows.values()].map(({ row }) => row)),
    of: (partition: string): Row[] =>
      structuredClone([...rows.values()].filter((one) => one.partition === partition).map(({ row }) => row)),
    put(keys: readonly string[], make: (version: string) => Row, version: string | undefined): boolean {
      if (get(keys)?.version !== version) return false;
      const row = structuredClone(make(`v${++writes}`));
      rows.set(JSON.stringify(keys), { partition: keys[0] ?? '', row });
      return true;
    },
    /** One that is gone already counts as deleted. */
    delete(keys: readonly string[], version: string | undefined): boolean {
      const isAsRead = [undefined, version].includes(get(keys)?.version);
      if (isAsRead) rows.delete(JSON.stringify(keys));
      return isAsRead;
    },
  };
}

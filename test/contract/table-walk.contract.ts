import type { ManifestStore } from '../../src/application/ports.js';
import type { TableWalk, WalkedRow } from '../../src/application/table-walk.js';
import { tombstoneOf } from '../../src/domain/tombstone.js';
import { aManifest, anOutputState, aLocation, minutesAfter, NOW } from '../builders.js';

/** What every `TableWalk` must do; `make` gives one through a table that nobody has written to yet, and its store. */
export function itIsATableWalk(make: () => { store: ManifestStore; walk: TableWalk }): void {
  let store: ManifestStore;
  let walk: TableWalk;
  beforeEach(() => ({ store, walk } = make()));

  async function walkThrough(): Promise<WalkedRow[]> {
    const all: WalkedRow[] = [];
    for (let page: string | undefined, isFirst = true; isFirst || page !== undefined; isFirst = false) {
      const { rows, next } = await walk.read(page);
      all.push(...rows);
      page = next;
    }
    return all;
  }
  const owner = { videoId: 'v', by: 'mapped' as const, since: NOW, takenFrom: ['w'] };
  const since = minutesAfter(-1);

  it('has nothing to see before there is a table', async () => {
    expect(await walkThrough()).toEqual([]);
    expect(await walk.readBookmark()).toEqual({});
    await walk.deleteMissing(aLocation());
    expect(await walk.deleteOwner(aLocation(), '*')).toBe(true);
    expect(await walk.deleteTombstone('v', '*')).toBe(true);
  });

  it('sees manifests, tombstones, owners and what is missing, by rising keys, and no other rows', async () => {
    const locations = Array.from({ length: 5 }, (_, i) => aLocation({ container: `asset-${String(i)}` }));
    for (const [i, location] of locations.entries()) {
      await store.putManifest(aManifest({ videoId: `v${String(i)}/ü`, location }), undefined);
    }
    await store.putTombstone('a/b', tombstoneOf(NOW), undefined);
    await store.putOwner(aLocation(), owner, undefined);
    await walk.noteMissing(aLocation({ prefix: 'x/' }), since);
    await store.putAlias('name', 'v');
    await store.putOutputState('v', anOutputState(), undefined);
    await walk.putBookmark({ page: 'p' });
    const rows = await walkThrough();
    const stored = await store.readOwner(aLocation());
    expect(rows).toHaveLength(8);
    expect(rows).toEqual(
      expect.arrayContaining([
        ...locations.map((location) => expect.objectContaining({ kind: 'manifest', location }) as unknown),
        expect.objectContaining({ kind: 'tombstone', videoId: 'a/b' }) as unknown,
        expect.objectContaining({ kind: 'owner', location: aLocation(), owner, version: stored?.version }) as unknown,
        expect.objectContaining({ kind: 'missing', location: aLocation({ prefix: 'x/' }), since }) as unknown,
      ]),
    );
    const keys = rows.map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)].sort());
  });

  it('keeps the first note of what is missing, until it is deleted', async () => {
    await walk.noteMissing(aLocation(), since);
    await walk.noteMissing(aLocation(), NOW);
    expect(await walkThrough()).toMatchObject([{ kind: 'missing', since }]);
    await walk.deleteMissing(aLocation());
    expect(await walkThrough()).toEqual([]);
    await walk.noteMissing(aLocation(), NOW);
    expect(await walkThrough()).toMatchObject([{ since: NOW }]);
  });

  it('keeps one bookmark', async () => {
    await walk.putBookmark({ page: 'p', after: 'k\nr', looked: 12 });
    expect(await walk.readBookmark()).toEqual({ page: 'p', after: 'k\nr', looked: 12 });
    await walk.putBookmark({});
    expect(await walk.readBookmark()).toEqual({});
  });

  it('deletes owners and tombstones as they were read, and only so', async () => {
    await store.putOwner(aLocation(), owner, undefined);
    await store.putTombstone('v', tombstoneOf(NOW), undefined);
    const before = [
      (await store.readOwner(aLocation()))?.version ?? '',
      (await store.readTombstone('v'))?.version ?? '',
    ];
    await store.putOwner(aLocation(), { ...owner, takenFrom: [] }, before[0]);
    await store.putTombstone('v', tombstoneOf(minutesAfter(1)), before[1]);
    expect(await walk.deleteOwner(aLocation(), before[0] ?? '')).toBe(false);
    expect(await walk.deleteTombstone('v', before[1] ?? '')).toBe(false);
    expect(await walk.deleteOwner(aLocation(), (await store.readOwner(aLocation()))?.version ?? '')).toBe(true);
    expect(await walk.deleteTombstone('v', (await store.readTombstone('v'))?.version ?? '')).toBe(true);
    expect(await walkThrough()).toEqual([]);
  });
}

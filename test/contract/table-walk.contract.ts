import type { ManifestStore } from '../../src/application/ports.js';
import type { TableWalk, WalkedRow } from '../../src/application/table-walk.js';
import { tombstoneOf } from '../../src/domain/tombstone.js';
import { aManifest, anOutputState, aPlace, minutesAfter, NOW } from '../builders.js';

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
    await walk.deleteMissing(aPlace());
    expect(await walk.deleteOwner(aPlace(), '*')).toBe(true);
    expect(await walk.deleteTombstone('v', '*')).toBe(true);
  });

  it('sees manifests, tombstones, owners and what is missing, by rising keys, and no other rows', async () => {
    const places = Array.from({ length: 5 }, (_, i) => aPlace({ container: `asset-${String(i)}` }));
    for (const [i, place] of places.entries()) {
      await store.putManifest(aManifest({ videoId: `v${String(i)}/ü`, place }), undefined);
    }
    await store.putTombstone('a/b', tombstoneOf(NOW), undefined);
    await store.putOwner(aPlace(), owner, undefined);
    await walk.noteMissing(aPlace({ prefix: 'x/' }), since);
    await store.putAlias('name', 'v');
    await store.putOutputState('v', anOutputState(), undefined);
    await walk.putBookmark({ page: 'p' });
    const rows = await walkThrough();
    const stored = await store.readOwner(aPlace());
    expect(rows).toHaveLength(8);
    expect(rows).toEqual(
      expect.arrayContaining([
        ...places.map((place) => expect.objectContaining({ kind: 'manifest', place }) as unknown),
        expect.objectContaining({ kind: 'tombstone', videoId: 'a/b' }) as unknown,
        expect.objectContaining({ kind: 'owner', place: aPlace(), owner, version: stored?.version }) as unknown,
        expect.objectContaining({ kind: 'missing', place: aPlace({ prefix: 'x/' }), since }) as unknown,
      ]),
    );
    const keys = rows.map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)].sort());
  });

  it('keeps the first note of what is missing, until it is deleted', async () => {
    await walk.noteMissing(aPlace(), since);
    await walk.noteMissing(aPlace(), NOW);
    expect(await walkThrough()).toMatchObject([{ kind: 'missing', since }]);
    await walk.deleteMissing(aPlace());
    expect(await walkThrough()).toEqual([]);
    await walk.noteMissing(aPlace(), NOW);
    expect(await walkThrough()).toMatchObject([{ since: NOW }]);
  });

  it('keeps one bookmark', async () => {
    await walk.putBookmark({ page: 'p', after: 'k\nr', looked: 12 });
    expect(await walk.readBookmark()).toEqual({ page: 'p', after: 'k\nr', looked: 12 });
    await walk.putBookmark({});
    expect(await walk.readBookmark()).toEqual({});
  });

  it('deletes owners and tombstones as they were read, and only so', async () => {
    await store.putOwner(aPlace(), owner, undefined);
    await store.putTombstone('v', tombstoneOf(NOW), undefined);
    const before = [(await store.readOwner(aPlace()))?.version ?? '', (await store.readTombstone('v'))?.version ?? ''];
    await store.putOwner(aPlace(), { ...owner, takenFrom: [] }, before[0]);
    await store.putTombstone('v', tombstoneOf(minutesAfter(1)), before[1]);
    expect(await walk.deleteOwner(aPlace(), before[0] ?? '')).toBe(false);
    expect(await walk.deleteTombstone('v', before[1] ?? '')).toBe(false);
    expect(await walk.deleteOwner(aPlace(), (await store.readOwner(aPlace()))?.version ?? '')).toBe(true);
    expect(await walk.deleteTombstone('v', (await store.readTombstone('v'))?.version ?? '')).toBe(true);
    expect(await walkThrough()).toEqual([]);
  });
}

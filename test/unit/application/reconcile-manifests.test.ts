import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { Failure } from '../../../src/application/failure.js';
import { loggingFailures, makeReconcileManifests } from '../../../src/application/reconcile-manifests.js';
import type { ManifestStore } from '../../../src/application/ports.js';
import type { TableWalk } from '../../../src/application/table-walk.js';
import type { ImageLocation } from '../../../src/domain/location.js';
import { tombstoneOf } from '../../../src/domain/tombstone.js';
import { aManifest, anOutputState, aLocation, minutesAfter, NOW } from '../../builders.js';
import { aLog, beforeWrites } from '../../fakes.js';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Places of one account in storage, or an error in place of what storage says of one. */
function aWorld(parts: { calls?: number; looked?: number } = {}) {
  const store = makeMemoryManifestStore();
  // Earlier runs have met enough for a first drop, unless a test is about that.
  const before = store.putBookmark({ looked: parts.looked ?? 99 });
  const storage = new Map<string, boolean | Error>();
  const asked: string[] = [];
  const { log, lines, events } = aLog();
  let now = NOW;
  let ticking = 0;
  const clock = () => (now = new Date(now.getTime() + ticking));
  const hasContainer = ({ container }: ImageLocation): Promise<boolean> => {
    asked.push(container);
    const answer = storage.get(container) ?? true;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const accounts = [
    { name: 'contosomedia', containerPatterns: ['asset-*'] },
    { name: 'second', containerPatterns: ['asset-*'] },
  ];
  const ports = { store, walk: store, hasContainer, clock, accounts, calls: parts.calls ?? 1000 };
  const placeOf = (name: string) => aLocation({ container: `asset-${name}` });
  return {
    store,
    storage,
    asked,
    lines,
    events,
    ports,
    placeOf,
    tick: (ms: number) => (ticking = ms),
    wait: (minutes: number) => (now = minutesAfter(minutes, now)),
    run: async (more: Partial<typeof ports> = {}) => {
      await before;
      await makeReconcileManifests({ ...ports, ...more })(log);
      return lines.findLast(({ event }) => event === 'reconciled')?.fields;
    },
    runLogged: () => loggingFailures(makeReconcileManifests(ports))(log),
    /** A video with one manifest, the names of which it alone has. */
    record: async (name: string, recordedAt = minutesAfter(-HOUR), location = placeOf(name)) => {
      const source = { assetName: `output-${name}` };
      await store.putOwner(location, { videoId: name, by: 'named', since: recordedAt, takenFrom: [] }, undefined);
      await store.putAlias(`output-${name}`, name);
      await store.putManifest(aManifest({ videoId: name, location, recordedAt, source }), undefined);
    },
    isThere: async (name: string) => (await store.readVideo(name)).manifests.length > 0,
    namesOf: async (name: string) => (await store.readVideo(`output-${name}`)).aliasOf,
    notes: async () => {
      const found: string[] = [];
      for (let page: string | undefined, i = 0; i === 0 || page !== undefined; i++) {
        const { rows, next } = await store.read(page);
        found.push(...rows.flatMap((row) => (row.kind === 'missing' ? [row.location.container] : [])));
        page = next;
      }
      return found;
    },
  };
}

describe('reconciling manifests with storage', () => {
  it('drops a manifest, with its names, only when its container is missing twice, a day apart', async () => {
    const { record, storage, run, wait, isThere, namesOf, notes, lines, store, placeOf } = aWorld();
    await record('a');
    await record('b');
    storage.set('asset-a', false);
    expect(await run()).toMatchObject({ outcome: 'through', looked: 2, missing: 1, dropped: 0 });
    expect(await notes()).toEqual(['asset-a']);
    wait(DAY - 1);
    expect(await run()).toMatchObject({ dropped: 0 });
    expect(await isThere('a')).toBe(true);
    wait(1);
    expect(await run()).toMatchObject({ dropped: 1 });
    expect([await isThere('a'), await namesOf('a'), await notes()]).toEqual([false, [], []]);
    expect([await isThere('b'), await namesOf('b')]).toEqual([true, ['b']]);
    expect(lines.filter(({ event }) => event === 'manifest-dropped')).toEqual([
      {
        event: 'manifest-dropped',
        level: 'warn',
        fields: { videoId: 'a', location: 'contosomedia/asset-a/', missingSeconds: DAY * 60 },
      },
    ]);
    expect(await store.readOwner(placeOf('a'))).toBeDefined();
    wait(91 * DAY);
    expect(await run()).toMatchObject({ owners: 1 });
    expect(await store.readOwner(placeOf('a'))).toBeUndefined();
    expect(await store.readOwner(placeOf('b'))).toBeDefined();
  });

  it('changes nothing of a manifest that it notes, so that answers keep their ETag', async () => {
    const { record, storage, run, store } = aWorld();
    await record('a');
    const before = await store.readVideo('a');
    storage.set('asset-a', false);
    await run();
    expect(await store.readVideo('a')).toEqual(before);
  });

  it('begins anew where a container was there in between', async () => {
    const { record, storage, run, wait, isThere, notes } = aWorld();
    await record('a');
    storage.set('asset-a', false);
    await run();
    wait(HOUR);
    storage.set('asset-a', true);
    expect(await run()).toMatchObject({ back: 1 });
    expect(await notes()).toEqual([]);
    storage.set('asset-a', false);
    wait(DAY);
    await run();
    expect(await isThere('a')).toBe(true);
  });

  it('begins anew where something was recorded after the note', async () => {
    const { record, storage, run, wait, isThere, notes, store, placeOf } = aWorld();
    await record('a');
    storage.set('asset-a', false);
    await run();
    const version = (await store.readVideo('a')).manifests[0]?.version;
    await store.putManifest(aManifest({ videoId: 'a', location: placeOf('a'), recordedAt: minutesAfter(1) }), version);
    wait(DAY);
    expect(await run()).toMatchObject({ dropped: 0 });
    expect([await isThere('a'), await notes()]).toEqual([true, []]);
  });

  it.each([
    ['a role that is missing', new Failure('access-denied', 'answered 403')],
    ['storage that does not answer', new Failure('unavailable', 'no answer')],
    ['another 404', Object.assign(new Error('404'), { statusCode: 404 })],
  ])('never takes %s for a missing container, and asks that account no more in this run', async (_, error) => {
    const { record, storage, run, wait, isThere, asked, events, placeOf } = aWorld();
    for (const name of ['a', 'b', 'c']) {
      await record(name);
      storage.set(`asset-${name}`, error);
    }
    await record('z', minutesAfter(-HOUR), { ...placeOf('z'), account: 'second' });
    for (let day = 0; day < 3; day++, wait(DAY)) {
      expect(await run()).toMatchObject({
        outcome: 'through',
        looked: 1,
        missing: 0,
        failed: 1,
        skipped: 2,
        dropped: 0,
      });
    }
    expect(asked).toHaveLength(3 * 2);
    for (const name of ['a', 'b', 'c']) expect(await isThere(name)).toBe(true);
    const denied = events().filter((event) => event === 'access-denied');
    expect(denied).toHaveLength(error instanceof Failure && error.code === 'access-denied' ? 3 : 0);
  });

  it('asks for nothing that the settings do not allow any more', async () => {
    const { record, run, asked } = aWorld();
    await record('a', NOW, aLocation({ account: 'stranger' }));
    await record('b', NOW, aLocation({ container: 'private' }));
    expect(await run()).toMatchObject({ looked: 0, skipped: 2 });
    expect(asked).toEqual([]);
  });

  const missing = async ({ record, storage }: ReturnType<typeof aWorld>, count: number): Promise<string[]> => {
    const names = Array.from({ length: count }, (_, i) => `v${String(i).padStart(3, '0')}`);
    for (const name of names) {
      await record(name);
      storage.set(`asset-${name}`, false);
    }
    return names;
  };

  it.each([
    [3, 99, 1],
    [3, 0, 0],
    [100, 0, 1],
    [150, 49, 1],
    [150, 50, 2],
    [220, 0, 2],
  ])('drops of %i that are all missing, after %i before them, no more than %i', async (count, before, most) => {
    const world = aWorld({ calls: 5000 });
    const { run, wait, isThere, store } = world;
    const names = await missing(world, count);
    await run();
    wait(DAY);
    await store.putBookmark({ looked: before });
    const { looked, dropped, held } = (await run()) ?? {};
    expect([looked, dropped, held]).toEqual([count, most, count - most]);
    const left = await Promise.all(names.map(isThere));
    expect(left.filter(Boolean)).toHaveLength(count - most);
  });

  it('drops one in a hundred over many runs of a small table, and saves up no more than one', async () => {
    const world = aWorld({ looked: 0 });
    const { run, wait, isThere } = world;
    const names = await missing(world, 10);
    const left = async () => (await Promise.all(names.map(isThere))).filter(Boolean).length;
    await run();
    wait(DAY);
    // Ten looked at a run, also in the first one.
    for (let runs = 2; runs < 10; runs++) await run();
    expect(await left()).toBe(10);
    await run();
    expect(await left()).toBe(9);

    const quiet = aWorld({ looked: 0 });
    const others = await missing(quiet, 10);
    for (const name of others) quiet.storage.set(`asset-${name}`, true);
    for (let runs = 0; runs < 50; runs++) await quiet.run();
    for (const name of others) quiet.storage.set(`asset-${name}`, false);
    await quiet.run();
    quiet.wait(DAY);
    expect(await quiet.run()).toMatchObject({ looked: 10, dropped: 1, held: 9 });
  });

  it('drops one of the locations of a video, and keeps the names that the other has too', async () => {
    const { record, storage, run, wait, store, namesOf } = aWorld();
    await record('a');
    const location = aLocation({ container: 'asset-other' });
    await store.putManifest(aManifest({ videoId: 'a', location, source: { assetName: 'output-a' } }), undefined);
    storage.set('asset-a', false);
    await run();
    wait(DAY);
    expect(await run()).toMatchObject({ dropped: 1 });
    expect((await store.readVideo('a')).manifests).toMatchObject([{ manifest: { location } }]);
    expect(await namesOf('a')).toEqual(['a']);
  });

  it('does nothing at all with no calls', async () => {
    const { record, run, asked, lines, store } = aWorld({ calls: 0 });
    await record('a');
    await run();
    expect([asked, lines, await store.readBookmark()]).toEqual([[], [], { looked: 99 }]);
  });

  it('goes through the table a few calls at a time, from where it was, and then from the beginning', async () => {
    const { record, run, asked } = aWorld();
    const names = Array.from({ length: 30 }, (_, i) => `v${String(i).padStart(2, '0')}`);
    for (const name of names) await record(name);
    let runs = 0;
    for (let outcome = ''; outcome !== 'through'; runs++) {
      const before = asked.length;
      const fields = await run({ calls: 20 });
      outcome = String(fields?.['outcome']);
      expect(Number(fields?.['spent'])).toBeLessThanOrEqual(20);
      expect(asked.length - before).toBeLessThanOrEqual(20);
    }
    expect(runs).toBeGreaterThan(3);
    expect(asked).toEqual(names.map((name) => `asset-${name}`));
    await run({ calls: 20 });
    expect(asked.at(30)).toBe('asset-v00');
  });

  it('ends after two minutes, and goes on in the next run', async () => {
    const { record, run, tick, asked } = aWorld();
    for (let i = 0; i < 30; i++) await record(`v${String(i).padStart(2, '0')}`);
    tick(10_000);
    expect(await run()).toMatchObject({ outcome: 'continues' });
    const first = asked.length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(30);
    await run();
    expect(asked[first]).toBe(`asset-v${String(first).padStart(2, '0')}`);
  });

  it('takes up forgettings that were interrupted, and ends tombstones and their owners after 90 days', async () => {
    const { record, run, wait, store, isThere, namesOf, placeOf } = aWorld();
    await record('a');
    await store.putOutputState('a', anOutputState(), undefined);
    await store.putTombstone('a', tombstoneOf(NOW), undefined);
    await store.putTombstone('never-there', tombstoneOf(NOW), undefined);
    await run();
    expect([await isThere('a'), await namesOf('a')]).toEqual([false, []]);
    expect((await store.readVideo('a')).outputs).toEqual([]);
    wait(90 * DAY - 1);
    await run();
    expect((await store.readVideo('a')).tombstone).toBeDefined();
    expect(await store.readOwner(placeOf('a'))).toBeDefined();
    wait(1);
    expect(await run()).toMatchObject({ tombstones: 2, owners: 1 });
    expect((await store.readVideo('a')).tombstone).toBeUndefined();
    expect(await store.readOwner(placeOf('a'))).toBeUndefined();
  });

  it('sweeps what an ending tombstone covers before it ends, lest that be seen again', async () => {
    const { record, run, wait, store, isThere } = aWorld();
    await store.putTombstone('a', tombstoneOf(NOW), undefined);
    await record('a');
    wait(91 * DAY);
    await run();
    expect([await isThere('a'), (await store.readVideo('a')).tombstone]).toEqual([false, undefined]);
  });

  it('keeps owners that are young, in the middle of a move, or of a video that is there', async () => {
    const { record, run, wait, store } = aWorld();
    await record('a');
    const owner = { videoId: 'gone', by: 'named' as const, since: minutesAfter(-100 * DAY), takenFrom: ['a'] };
    const [moving, young] = [aLocation({ prefix: 'm/' }), aLocation({ prefix: 'y/' })];
    await store.putOwner(moving, owner, undefined);
    await store.putOwner(young, { ...owner, since: minutesAfter(HOUR), takenFrom: [] }, undefined);
    wait(90 * DAY);
    expect(await run()).toMatchObject({ owners: 0 });
    expect(await store.readOwner(moving)).toBeDefined();
    expect(await store.readOwner(young)).toBeDefined();
  });

  it('gives a location its owner back that was recorded while it was taken for nobody’s', async () => {
    const { store, ports, run, placeOf, record } = aWorld();
    const owner = { videoId: 'a', by: 'named' as const, since: minutesAfter(-100 * DAY), takenFrom: [] };
    await store.putOwner(placeOf('a'), owner, undefined);
    const walk = {
      ...store,
      deleteOwner: async (location: ImageLocation, version: string) => {
        await record('a', minutesAfter(-100 * DAY));
        return store.deleteOwner(location, version);
      },
    };
    await run({ ...ports, walk });
    expect((await store.readOwner(placeOf('a')))?.owner).toEqual(owner);
  });

  it.each([0, 1])('goes on where it died at write %i of a dropping, or gives names back', async (failing) => {
    for (const isBack of [false, true]) {
      const { record, storage, run, wait, isThere, namesOf, notes, store } = aWorld();
      await record('a');
      storage.set('asset-a', false);
      await run();
      wait(DAY);
      let writes = 0;
      const dying = beforeWrites(store, () =>
        writes++ === failing ? Promise.reject(new Failure('unavailable', 'died')) : Promise.resolve(),
      );
      await expect(run({ store: dying })).rejects.toThrow('died');
      expect(await isThere('a')).toBe(true);
      storage.set('asset-a', isBack);
      await run();
      expect([await isThere('a'), await namesOf('a'), await notes()]).toEqual([isBack, isBack ? ['a'] : [], []]);
    }
  });

  it('leaves a manifest its names that is recorded again while it is dropped', async () => {
    const { record, storage, run, wait, namesOf, store, placeOf } = aWorld();
    await record('a');
    storage.set('asset-a', false);
    await run();
    wait(DAY);
    const racing = beforeWrites(store, async (method) => {
      if (method !== 'deleteManifest') return;
      const [stored] = (await store.readVideo('a')).manifests;
      await store.putManifest(
        aManifest({
          videoId: 'a',
          location: placeOf('a'),
          source: { assetName: 'output-a' },
          recordedAt: minutesAfter(2 * DAY),
        }),
        stored?.version,
      );
    });
    expect(await run({ store: racing })).toMatchObject({ dropped: 0 });
    expect(await namesOf('a')).toEqual(['a']);
  });

  it('passes rows that cannot be read, says which, and comes to what is behind them', async () => {
    const { record, storage, run, wait, store, isThere, lines } = aWorld();
    for (const name of ['a', 'b', 'c']) {
      await record(name);
      storage.set(`asset-${name}`, false);
    }
    await run();
    wait(DAY);
    const walk: ManifestStore & TableWalk = {
      ...store,
      read: async (page) => {
        const { rows, ...more } = await store.read(page);
        return { ...more, rows: rows.map((row) => (row.key.startsWith('b\n') ? { ...row, kind: 'unreadable' } : row)) };
      },
    };
    const broken: ManifestStore = {
      ...store,
      readVideo: (id) => (id === 'a' ? Promise.reject(new Error('no manifest')) : store.readVideo(id)),
    };
    expect(await run({ walk, store: { ...store, ...broken } })).toMatchObject({ outcome: 'through', unreadable: 2 });
    expect(lines.filter(({ event }) => event === 'row-unreadable')).toMatchObject([
      {
        fields: {
          row: expect.stringMatching(/^b\/location:/) as string,
          reason: 'it is not as this version writes it',
        },
      },
      { fields: { row: expect.stringMatching(/^~.*\/missing$/) as string, reason: 'Error' } },
    ]);
    expect((await Promise.all(['a', 'b', 'c'].map(isThere))).filter(Boolean)).toHaveLength(2);
  });

  it('goes on where a run failed, not where that began', async () => {
    const { record, storage, ports, run, asked, store } = aWorld();
    for (let i = 0; i < 9; i++) await record(`v${String(i)}`);
    storage.set('asset-v5', false);
    const down = { ...store, noteMissing: () => Promise.reject(new Failure('unavailable', 'the table is down')) };
    await expect(run({ walk: down })).rejects.toMatchObject({ code: 'unavailable' });
    expect(asked).toHaveLength(6);
    await run(ports);
    expect(asked.slice(6, 8)).toEqual(['asset-v5', 'asset-v6']);
  });

  it('says why it could not go on, and fails', async () => {
    const { runLogged, ports, lines } = aWorld();
    ports.store.read = () => Promise.reject(new Failure('unavailable', 'the table is down'));
    await expect(runLogged()).rejects.toMatchObject({ code: 'unavailable' });
    ports.store.read = () => Promise.reject(new Failure('access-denied', 'answered 403'));
    await expect(runLogged()).rejects.toMatchObject({ code: 'access-denied' });
    expect(lines).toMatchObject([
      { event: 'reconcile-failed', level: 'error', fields: { code: 'unavailable', reason: 'the table is down' } },
      { event: 'access-denied', fields: { reason: 'answered 403' } },
    ]);
  });
});

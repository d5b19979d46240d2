import { Failure } from '../../../src/application/failure.js';
import type { TableScan } from '../../../src/application/maintenance/ports.js';
import { createScanLocations, loggingFailures } from '../../../src/application/maintenance/scan-locations.js';
import { noopPublisher } from '../../../src/application/publishing/ports.js';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import { createFindVideo } from '../../../src/application/reading/find-video.js';
import { tombstoneOf } from '../../../src/domain/deletion.js';
import { locationHash, type ImageLocation } from '../../../src/domain/location.js';
import { aManifest, anOutputState, aLocation, minutesAfter, NOW } from '../../builders.js';
import { aLog, beforeWrites, dyingAt } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { putManifest } from '../../memory/put-manifest.js';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Containers of one account in storage, or an error in place of what storage says of one. */
function aWorld(parts: { calls?: number; checked?: number } = {}) {
  const store = createMemoryStore();
  // Earlier runs have checked enough for a first removal, unless a test is about that.
  const before = store.putCursor({ checked: parts.checked ?? 99 });
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
  const ports = {
    ...{ hasContainer, clock, accounts, calls: parts.calls ?? 1000, startPublishing: () => noopPublisher },
    publishPending: undefined,
    store: store as RecordStore,
    scan: store as TableScan,
  };
  const locationOf = (name: string) => aLocation({ container: `asset-${name}` });
  const find = createFindVideo(store);
  return {
    ...{ store, storage, asked, lines, events, ports, locationOf, find },
    tick: (ms: number) => (ticking = ms),
    wait: (minutes: number) => (now = minutesAfter(minutes, now)),
    run: async (more: Partial<typeof ports> = {}) => {
      await before;
      await createScanLocations({ ...ports, ...more })(log);
      return lines.findLast(({ event }) => event === 'locations-scanned')?.fields;
    },
    runLogged: () => loggingFailures(createScanLocations(ports))(log),
    /** A video with one location, found by the name of its asset too. */
    record: (name: string, recordedAt = minutesAfter(-HOUR), location = locationOf(name)) =>
      putManifest(store, aManifest({ videoId: name, location, recordedAt, source: { assetName: `output-${name}` } })),
    isThere: async (name: string) => ((await find(name))?.manifests.length ?? 0) > 0,
    isMissing: async (name: string) =>
      (await store.readRecord(locationHash(locationOf(name))))?.record.missingSince !== undefined,
  };
}

describe('the scan of all locations', () => {
  it('removes images only when their container is missing twice, a day apart', async () => {
    const { record, storage, run, wait, isThere, isMissing, lines } = aWorld();
    await record('a', NOW);
    await record('b');
    storage.set('asset-a', false);
    expect(await run()).toMatchObject({ outcome: 'through', checked: 2, missing: 1, removed: 0, spent: 8 });
    expect([await isMissing('a'), await isMissing('b')]).toEqual([true, false]);
    wait(DAY - 1);
    expect(await run()).toMatchObject({ removed: 0, spent: 8 });
    expect(await isThere('a')).toBe(true);
    wait(1);
    expect(await run()).toMatchObject({ removed: 1, spent: 12 });
    for (const name of ['a', 'output-a']) expect(await isThere(name)).toBe(false);
    for (const name of ['b', 'output-b']) expect(await isThere(name)).toBe(true);
    expect(lines.filter(({ event }) => event === 'manifest-removed')).toEqual([
      {
        event: 'manifest-removed',
        level: 'warn',
        fields: { videoId: 'a', location: 'contosomedia/asset-a/', missingSeconds: DAY * 60 },
      },
    ]);
  });

  it('removes the record and all its rows 90 days after its images', async () => {
    const { record, storage, run, wait, store, isThere } = aWorld();
    await record('a');
    const rows = store.rows.keys().length;
    await record('b');
    storage.set('asset-a', false);
    await run();
    wait(DAY);
    await run();
    wait(90 * DAY);
    expect(await run()).toMatchObject({ records: 0 });
    wait(1);
    expect(await run()).toMatchObject({ records: 1, spent: 12 });
    // Those of `b`, as many as `a` had.
    expect(store.rows.keys().filter((key) => key !== '~scan/cursor')).toHaveLength(rows - 1);
    expect(await isThere('b')).toBe(true);
  });

  it('changes nothing that queries read while a container is missing once, so that answers keep their ETag', async () => {
    const { record, storage, run, store } = aWorld();
    await record('a');
    const before = await store.readVideo('a');
    storage.set('asset-a', false);
    await run();
    expect(await store.readVideo('a')).toEqual(before);
  });

  it('starts the day anew where the container was there in between', async () => {
    const { record, storage, run, wait, isThere, isMissing } = aWorld();
    await record('a');
    storage.set('asset-a', false);
    await run();
    wait(HOUR);
    storage.set('asset-a', true);
    expect(await run()).toMatchObject({ recovered: 1 });
    expect(await isMissing('a')).toBe(false);
    storage.set('asset-a', false);
    wait(DAY);
    await run();
    expect(await isThere('a')).toBe(true);
  });

  it('starts the day anew where images were reported after the container was missing', async () => {
    const { record, storage, run, wait, isThere } = aWorld();
    await record('a');
    storage.set('asset-a', false);
    await run();
    await record('a', minutesAfter(1));
    wait(DAY);
    expect(await run()).toMatchObject({ removed: 0 });
    expect(await isThere('a')).toBe(true);
  });

  it.each([
    ['a role that is missing', new Failure('access-denied', 'answered 403')],
    ['storage that does not answer', new Failure('unavailable', 'no answer')],
    ['another 404', Object.assign(new Error('404'), { statusCode: 404 })],
  ])('takes %s for no missing container, and asks that account no more in this run', async (_, error) => {
    const { record, storage, run, wait, isThere, asked, events, locationOf } = aWorld();
    for (const name of ['a', 'b', 'c']) {
      await record(name);
      storage.set(`asset-${name}`, error);
    }
    await record('z', minutesAfter(-HOUR), { ...locationOf('z'), account: 'second' });
    for (let day = 0; day < 3; day++, wait(DAY)) {
      const nothing = { missing: 0, removed: 0 };
      expect(await run()).toMatchObject({ outcome: 'through', checked: 1, failed: 1, skipped: 2, ...nothing });
    }
    expect(asked).toHaveLength(3 * 2);
    for (const name of ['a', 'b', 'c']) expect(await isThere(name)).toBe(true);
    const denied = events().filter((event) => event === 'access-denied');
    expect(denied).toHaveLength(error instanceof Failure && error.code === 'access-denied' ? 3 : 0);
  });

  it('asks for no container that the settings do not allow', async () => {
    const { record, run, asked } = aWorld();
    await record('a', NOW, aLocation({ account: 'stranger' }));
    await record('b', NOW, aLocation({ container: 'private' }));
    expect(await run()).toMatchObject({ checked: 0, skipped: 2 });
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
  ])('removes of %i missing ones, after %i checked before them, no more than %i', async (count, before, most) => {
    const world = aWorld({ calls: 5000 });
    const { run, wait, isThere, store } = world;
    const names = await missing(world, count);
    await run();
    wait(DAY);
    await store.putCursor({ checked: before });
    const { checked, removed, deferred } = (await run()) ?? {};
    expect([checked, removed, deferred]).toEqual([count, most, count - most]);
    const left = await Promise.all(names.map(isThere));
    expect(left.filter(Boolean)).toHaveLength(count - most);
  });

  it('removes one in a hundred over many runs of a small table, and at most one after quiet runs', async () => {
    const world = aWorld({ checked: 0 });
    const { run, wait, isThere } = world;
    const names = await missing(world, 10);
    const left = async () => (await Promise.all(names.map(isThere))).filter(Boolean).length;
    await run();
    wait(DAY);
    // Ten are checked in a run, also in the first one.
    for (let runs = 2; runs < 10; runs++) await run();
    expect(await left()).toBe(10);
    await run();
    expect(await left()).toBe(9);

    const quiet = aWorld({ checked: 0 });
    const others = await missing(quiet, 10);
    for (const name of others) quiet.storage.set(`asset-${name}`, true);
    for (let runs = 0; runs < 50; runs++) await quiet.run();
    for (const name of others) quiet.storage.set(`asset-${name}`, false);
    await quiet.run();
    quiet.wait(DAY);
    expect(await quiet.run()).toMatchObject({ checked: 10, removed: 1, deferred: 9 });
  });

  it('does nothing with no calls', async () => {
    const { record, run, asked, lines, store } = aWorld({ calls: 0 });
    await record('a');
    await run();
    expect([asked, lines, await store.readCursor()]).toEqual([[], [], { checked: 99 }]);
  });

  it('counts every call that it makes', async () => {
    const { record, run, ports, asked } = aWorld();
    for (let i = 0; i < 30; i++) await record(`v${i}`);
    await run({ calls: 0 });
    let calls = 0;
    const counting = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get: (target, name) => {
          calls += 1;
          return Reflect.get(target, name) as unknown;
        },
      });
    const fields = await run({ store: counting(ports.store), scan: counting(ports.scan) });
    expect(fields).toMatchObject({ outcome: 'through', checked: 30, spent: calls + asked.length });
    expect(calls).toBeGreaterThan(30);
  });

  it('begins no check with fewer calls left than one may take', async () => {
    const { record, run, asked } = aWorld();
    await record('a');
    // Four go for the cursor, the tombstones and the page.
    await run({ calls: 4 + 11 });
    expect(asked).toHaveLength(0);
    await run({ calls: 4 + 12 });
    expect(asked).toHaveLength(1);
  });

  it('fails where it cannot write where it ended', async () => {
    const { run, ports } = aWorld();
    const putCursor = () => Promise.reject(new Failure('unavailable', 'the table is down'));
    await expect(run({ scan: { ...ports.scan, putCursor } })).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('goes through the table a few calls at a time, and then starts anew', async () => {
    const { record, run, asked } = aWorld();
    const names = Array.from({ length: 30 }, (_, i) => `v${String(i).padStart(2, '0')}`);
    for (const name of names) await record(name);
    let runs = 0;
    for (let outcome = ''; outcome !== 'through'; runs++) {
      const before = asked.length;
      const fields = await run({ calls: 30 });
      outcome = String(fields?.['outcome']);
      expect(Number(fields?.['spent'])).toBeLessThanOrEqual(30);
      expect(asked.length - before).toBeLessThanOrEqual(30);
    }
    expect(runs).toBeGreaterThan(2);
    expect(asked.toSorted()).toEqual(names.map((name) => `asset-${name}`));
    await run({ calls: 30 });
    expect(asked[30]).toBe(asked[0]);
  });

  it('stops after two minutes, and goes on in the next run', async () => {
    const { record, run, tick, asked } = aWorld();
    for (let i = 0; i < 30; i++) await record(`v${String(i).padStart(2, '0')}`);
    tick(10_000);
    expect(await run()).toMatchObject({ outcome: 'continues' });
    const first = asked.length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(30);
    await run();
    expect(new Set(asked.slice(0, first + 1)).size).toBe(first + 1);
  });

  it('completes deletions when their tombstones end after 90 days, and removes the tombstones then', async () => {
    const { record, run, wait, store, isThere } = aWorld();
    await record('a');
    await store.putOutputState('a', anOutputState(), undefined);
    for (const id of ['a', 'never-there']) await store.putTombstone(id, { tombstone: tombstoneOf(NOW) }, undefined);
    wait(90 * DAY - 1);
    expect(await run()).toMatchObject({ tombstones: 0 });
    wait(1);
    expect(await run()).toMatchObject({ tombstones: 2, spent: 14 });
    const { entries, outputs, tombstone } = await store.readVideo('a');
    expect([entries[0]?.content, outputs, tombstone]).toEqual([undefined, [], undefined]);
    for (const name of ['a', 'output-a']) expect(await isThere(name)).toBe(false);
  });

  it.each([
    ['is there', true],
    ['is not known to be there', new Failure('unavailable', 'no answer')],
  ])('completes a projection that was interrupted, where the container %s', async (_, answer) => {
    const { run, store, find, storage } = aWorld();
    const manifest = aManifest({ source: { assetName: 'output-1' } });
    storage.set(manifest.location.container, answer);
    await expect(putManifest(dyingAt(store, 1), manifest)).rejects.toThrow('died');
    expect(await find('video-1')).toBeUndefined();
    expect(await run()).toMatchObject({ projected: 1, spent: 11 });
    for (const name of ['video-1', 'output-1']) expect(await find(name)).toMatchObject({ id: 'video-1' });
    expect(await run()).toMatchObject({ projected: 0 });
  });

  it.each([0, 1])('goes on where it died at write %i of a removal', async (failing) => {
    const { record, storage, run, wait, isThere, store } = aWorld();
    await record('a');
    storage.set('asset-a', false);
    await run();
    wait(DAY);
    await expect(run({ store: dyingAt(store, failing) })).resolves.toMatchObject({ unreadable: 1 });
    expect(await isThere('a')).toBe(true);
    await run();
    expect(await isThere('a')).toBe(false);
  });

  it('keeps images that are recorded again while it removes them', async () => {
    const { record, storage, run, wait, isThere, store } = aWorld();
    await record('a');
    storage.set('asset-a', false);
    await run();
    wait(DAY);
    let isFirst = true;
    const racing = beforeWrites(store, async (method) => {
      if (method === 'putRecord' && isFirst) {
        isFirst = false;
        await record('a', minutesAfter(2 * DAY));
      }
    });
    await run({ store: racing });
    for (const name of ['a', 'output-a']) expect(await isThere(name)).toBe(true);
  });

  it('keeps the names of images that are recorded again while it removes their record', async () => {
    const { record, storage, run, wait, isThere, store } = aWorld();
    await record('a');
    storage.set('asset-a', false);
    for (const minutes of [DAY, 90 * DAY + 1]) {
      await run();
      wait(minutes);
    }
    let isFirst = true;
    const readRow: RecordStore['readRow'] = async (key) => {
      if (isFirst) await record('a', minutesAfter(92 * DAY));
      isFirst = false;
      return store.readRow(key);
    };
    expect(await run({ store: { ...store, readRow } })).toMatchObject({ records: 0 });
    for (const name of ['a', 'output-a']) expect(await isThere(name)).toBe(true);
  });

  it('skips and logs rows that cannot be read, and comes to those behind them', async () => {
    const { record, run, store, asked, lines } = aWorld();
    for (const name of ['a', 'b', 'c']) await record(name);
    const [first = ''] = store.rows.keys('~location/');
    const scan: TableScan = {
      ...store,
      readRecords: async (page) => {
        const { rows, ...more } = await store.readRecords(page);
        return { ...more, rows: rows.map((row) => (row.key === first ? { key: row.key, unreadable: true } : row)) };
      },
    };
    expect(await run({ scan })).toMatchObject({ outcome: 'through', unreadable: 1 });
    expect(asked).toHaveLength(2);
    expect(lines.filter(({ event }) => event === 'row-unreadable')).toMatchObject([
      { fields: { row: first, reason: 'it is not as this version writes it' } },
    ]);
  });

  it('goes on after a failed run where that ended', async () => {
    const { record, storage, run, asked, store } = aWorld();
    for (let i = 0; i < 9; i++) await record(`v${String(i)}`);
    storage.set('asset-v5', false);
    const down = { ...store, patchRecord: () => Promise.reject(new Failure('unavailable', 'the table is down')) };
    await expect(run({ store: down })).rejects.toMatchObject({ code: 'unavailable' });
    const failed = asked.length;
    expect(asked.at(-1)).toBe('asset-v5');
    await run();
    expect(asked[failed]).toBe('asset-v5');
    expect(asked).toHaveLength(10);
  });

  it('logs why it could not go on, and fails', async () => {
    const { runLogged, ports, lines } = aWorld();
    ports.scan.readRecords = () => Promise.reject(new Failure('unavailable', 'the table is down'));
    await expect(runLogged()).rejects.toMatchObject({ code: 'unavailable' });
    ports.scan.readRecords = () => Promise.reject(new Failure('access-denied', 'answered 403'));
    await expect(runLogged()).rejects.toMatchObject({ code: 'access-denied' });
    expect(lines).toMatchObject([
      { event: 'scan-failed', level: 'error', fields: { code: 'unavailable', reason: 'the table is down' } },
      { event: 'access-denied', fields: { reason: 'answered 403' } },
    ]);
  });
});

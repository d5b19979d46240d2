import type { TableScan } from '../../src/application/maintenance/ports.js';
import type { OutboxIndex, OutboxKey } from '../../src/application/publishing/ports.js';
import type { ProjectedRow, RecordStore, RowKey } from '../../src/application/recording/ports.js';
import { tombstoneOf } from '../../src/domain/deletion.js';
import { entryOf } from '../../src/domain/entry.js';
import { locationHash } from '../../src/domain/location.js';
import { aLocation, anOutputState, aSeries, minutesAfter, NOW } from '../builders.js';
import { aRecord, LOCATION, someContent } from './records.js';
import { summaryOf } from '../memory/memory-store.js';

const FAILED = anOutputState({ state: 'Error', error: { code: 'BadInput', message: 'The input is no media file' } });
const VERSION = expect.stringMatching(/./) as string;
const IDS = [
  'a/b\\c#d?e%f!2Fg~h\u007fi\u0085',
  '~location~x',
  'Ünïcode 名前 😀',
  "it's",
  '..',
  ' ',
  'x'.repeat(512),
  '/'.repeat(512),
];

/** What every store of records, scan and outbox must do; `make` gives those of a table that nobody has written to yet. */
export function itStoresRecords(make: () => { store: RecordStore; scan: TableScan; outbox: OutboxIndex }): void {
  let store: RecordStore;
  let scan: TableScan;
  let outbox: OutboxIndex;
  beforeEach(() => ({ store, scan, outbox } = make()));

  const versionOf = async (location = LOCATION) => (await store.readRecord(location))?.version ?? '';
  const put = (row: ProjectedRow, version?: string) => store.putRow(row, version);
  const anAlias = (name: string, videoId?: string, seq = 1): ProjectedRow => {
    return { kind: 'alias', name, location: LOCATION, seq, ...(videoId !== undefined && { videoId }) };
  };
  const aMarker = (videoId: string, seq = 1): ProjectedRow => ({ kind: 'moved', videoId, location: LOCATION, seq });

  it('knows nothing of what was never written, also before there is a table', async () => {
    const key: RowKey = { kind: 'location', partition: 'v', location: LOCATION };
    expect(await store.readVideo('v')).toEqual({ entries: [], moved: [], outputs: [], aliases: [] });
    expect(await store.readRecord(LOCATION)).toBeUndefined();
    expect(await store.readRecordHeader(LOCATION)).toBeUndefined();
    expect(await store.readRow(key)).toBeUndefined();
    expect(await store.readTombstone('v')).toBeUndefined();
    expect(await store.patchRecord(LOCATION, { missingSince: NOW }, 'W/"x"')).toBe(false);
    expect(await store.deleteRecord(LOCATION, 'W/"x"')).toBe(true);
    expect(await store.deleteRow(key, 'W/"x"')).toBe(true);
    expect(await store.deleteTombstone('v', 'W/"x"', 'W/"x"')).toBe(true);
    expect(await store.deleteOutputState('v', FAILED, 'W/"x"')).toBe(true);
    expect(await scan.readRecords(undefined)).toEqual({ rows: [] });
    expect(await scan.readExpiredTombstones(NOW)).toEqual([]);
    expect(await scan.readCursor()).toEqual({});
    expect(await outbox.read(NOW)).toEqual([]);
    await outbox.remove({ key: { location: LOCATION }, version: 'W/"x"' });
    const storageTime = await store.ping();
    // A minute, since storage tells whole seconds and is asked over a network.
    if (storageTime !== undefined) expect(Math.abs(storageTime.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it.each([
    ['a record', async () => (await store.putRecord(aRecord(), undefined)) !== undefined],
    ['an entry', () => put({ kind: 'entry', entry: entryOf(aRecord()) })],
    ['a tombstone', () => store.putTombstone('v', { tombstone: tombstoneOf(NOW) }, undefined)],
    ['a state', () => store.putOutputState('v', FAILED, undefined)],
    ['a row of the outbox', async () => (await outbox.put({ videoId: 'v' }, NOW)) !== ''],
  ])('takes %s as the first thing ever written', async (_, write) => {
    expect(await write()).toBe(true);
  });

  describe('of records', () => {
    it.each([
      ['with all its fields', aRecord({ missingSince: NOW })],
      ['that cannot be served', aRecord({ content: { series: [], unservable: 'encrypted' } })],
      ['without content', aRecord({ isEmpty: true })],
    ])('gives one %s back, whole and without its images', async (_, record) => {
      const version = await store.putRecord(record, undefined);
      expect(await store.readRecord(LOCATION)).toEqual({ record, version });
      expect(await store.readRecordHeader(LOCATION)).toEqual({ ...summaryOf(record), version });
    });

    it('gives one back that knows nothing but a claim', async () => {
      const claims = { inferred: { videoId: 'v', at: new Date(0) } };
      const none = { rules: {}, contentVersion: '', deletions: {}, aliases: [], formerOwners: [], seq: 1, ownerSeq: 1 };
      const record = { location: aLocation({ prefix: 'ü/#?/' }), claims, ...none };
      await store.putRecord(record, undefined);
      expect(await store.readRecord(locationHash(record.location))).toEqual({ record, version: VERSION });
      expect(await store.readRecord(LOCATION)).toBeUndefined();
    });

    it('writes over the version that was read, and over no other', async () => {
      const first = await store.putRecord(aRecord(), undefined);
      expect(await store.putRecord(aRecord({ seq: 4 }), undefined)).toBeUndefined();
      const second = await store.putRecord(aRecord({ seq: 4 }), first);
      expect([second, second === first]).toEqual([await versionOf(), false]);
      expect(await store.putRecord(aRecord({ seq: 5 }), first)).toBeUndefined();
      expect((await store.readRecord(LOCATION))?.record).toEqual(aRecord({ seq: 4 }));
    });

    it('deletes the version that was read, and no other; writes over none that is gone', async () => {
      const first = (await store.putRecord(aRecord(), undefined)) ?? '';
      const second = (await store.putRecord(aRecord({ seq: 4 }), first)) ?? '';
      expect(await store.deleteRecord(LOCATION, first)).toBe(false);
      expect(await store.deleteRecord(LOCATION, second)).toBe(true);
      expect(await store.deleteRecord(LOCATION, second)).toBe(true);
      expect(await store.putRecord(aRecord(), second)).toBeUndefined();
      expect(await store.readRecord(LOCATION)).toBeUndefined();
    });

    it('lets one of several writers win', async () => {
      const writers = Array.from({ length: 8 }, (_, i) => store.putRecord(aRecord({ seq: i + 1 }), undefined));
      expect((await Promise.all(writers)).filter((version) => version !== undefined)).toHaveLength(1);
    });

    it('changes what is no report, and nothing else, on the same condition', async () => {
      const first = (await store.putRecord(aRecord(), undefined)) ?? '';
      expect(await store.patchRecord(LOCATION, { missingSince: NOW }, first)).toBe(true);
      expect(await store.patchRecord(LOCATION, { missingSince: minutesAfter(1) }, first)).toBe(false);
      expect((await store.readRecord(LOCATION))?.record).toEqual(aRecord({ missingSince: NOW }));
      expect(await store.patchRecord(LOCATION, { publishedVersion: 'x' }, await versionOf())).toBe(true);
      const published = aRecord({ missingSince: NOW, publishedVersion: 'x' });
      expect((await store.readRecord(LOCATION))?.record).toEqual(published);
    });

    it('takes back that the container is missing', async () => {
      await store.putRecord(aRecord({ missingSince: NOW }), undefined);
      expect(await store.patchRecord(LOCATION, { missingSince: null }, await versionOf())).toBe(true);
      expect((await store.readRecord(LOCATION))?.record).toEqual(aRecord());
      expect((await store.readRecordHeader(LOCATION))?.record).not.toHaveProperty('missingSince');
      expect((await scan.readRecords(undefined)).rows).toMatchObject([{ header: summaryOf(aRecord()) }]);
    });

    it('loses what the next version does not have', async () => {
      const full = await store.putRecord(aRecord({ missingSince: NOW }), undefined);
      const { job, asset, publishedVersion, changedAt, ...emptied } = aRecord({ isEmpty: true });
      expect([job, asset, publishedVersion, changedAt]).not.toContain(undefined);
      await store.putRecord(emptied, full);
      expect((await store.readRecord(LOCATION))?.record).toEqual(emptied);
    });

    it('keeps content of hundreds of thousands of characters whole', async () => {
      const ranges = Array.from({ length: 30_000 }, (_, i) => [i * 10, i * 10 + 1] as const);
      const record = aRecord({ content: someContent({ series: [aSeries({ prefix: '😀'.repeat(100), ranges })] }) });
      expect(store.roomInRow(record)).toBeGreaterThanOrEqual(0);
      await store.putRecord(record, undefined);
      await put({ kind: 'entry', entry: entryOf(record) });
      expect((await store.readRecord(LOCATION))?.record.content).toEqual(record.content);
      expect((await store.readVideo('video-1')).entries[0]?.content).toEqual(record.content);
    });
  });

  describe('of rows for queries', () => {
    it.each([
      ['with images', aRecord()],
      ['that is deleted and empty', aRecord({ isEmpty: true, deletions: { 'video-1': minutesAfter(1) } })],
      ['that cannot be served', aRecord({ content: { series: [], unservable: 'encrypted' } })],
    ])('gives an entry %s back, and its numbers and names alone', async (_, record) => {
      const entry = entryOf(record);
      expect(await put({ kind: 'entry', entry })).toBe(true);
      expect((await store.readVideo('video-1')).entries).toEqual([{ ...entry, version: VERSION }]);
      const { seq, ownerSeq, names } = entry;
      const row = await store.readRow({ kind: 'location', partition: 'video-1', location: LOCATION });
      expect(row).toEqual({ seq, ownerSeq, names, version: (await store.readVideo('video-1')).entries[0]?.version });
    });

    it('keeps an entry a location, and does not mix videos', async () => {
      const entry = entryOf(aRecord());
      await put({ kind: 'entry', entry });
      await put({ kind: 'entry', entry: { ...entry, location: aLocation({ prefix: 'a/' }) } });
      await put({ kind: 'entry', entry: { ...entry, videoId: 'video-10' } });
      expect((await store.readVideo('video-1')).entries).toHaveLength(2);
      expect((await store.readVideo('video-10')).entries).toHaveLength(1);
    });

    it('makes a marker of an entry, and an entry of a marker, each with its number', async () => {
      const key: RowKey = { kind: 'location', partition: 'video-1', location: LOCATION };
      await put({ kind: 'entry', entry: entryOf(aRecord()) });
      const before = await store.readRow(key);
      expect(await put(aMarker('video-1', 7), before?.version)).toBe(true);
      expect(await store.readVideo('video-1')).toMatchObject({ entries: [], moved: [LOCATION] });
      const marker = await store.readRow(key);
      expect(marker).toEqual({ seq: 7, version: VERSION });
      expect(await put({ kind: 'entry', entry: entryOf(aRecord({ seq: 8 })) }, marker?.version)).toBe(true);
      expect(await store.readVideo('video-1')).toMatchObject({ entries: [{ seq: 8 }], moved: [] });
    });

    it('keeps an alias a name and location; one without a video leads nowhere', async () => {
      await put(anAlias('name', 'v'));
      await put({ kind: 'alias', name: 'name', location: 'elsewhere', seq: 1, videoId: 'w' });
      const targets = async () => (await store.readVideo('name')).aliases;
      expect(await targets()).toHaveLength(2);
      expect(await targets()).toEqual(expect.arrayContaining([{ videoId: 'v', location: LOCATION }]));
      const key: RowKey = { kind: 'alias', partition: 'name', location: LOCATION };
      const known = await store.readRow(key);
      expect(known).toEqual({ seq: 1, version: VERSION });
      expect(await put(anAlias('name', undefined, 2), known?.version)).toBe(true);
      expect(await targets()).toEqual([{ videoId: 'w', location: 'elsewhere' }]);
      expect(await store.readRow(key)).toMatchObject({ seq: 2 });
    });

    it.each([
      ['an entry', 'location', { kind: 'entry', entry: entryOf(aRecord()) }],
      ['a marker', 'location', aMarker('video-1')],
      ['an alias', 'alias', anAlias('video-1', 'v')],
    ] as const)('writes and deletes %s as it was read, and only so', async (_, kind, row) => {
      const key: RowKey = { kind, partition: 'video-1', location: LOCATION };
      expect(await put(row)).toBe(true);
      expect(await put(row)).toBe(false);
      const first = (await store.readRow(key))?.version ?? '';
      expect(await put(row, first)).toBe(true);
      expect(await put(row, first)).toBe(false);
      expect(await store.deleteRow(key, first)).toBe(false);
      const second = (await store.readRow(key))?.version ?? '';
      expect(await store.deleteRow(key, second)).toBe(true);
      expect(await store.deleteRow(key, second)).toBe(true);
      expect(await put(row, second)).toBe(false);
      expect(await store.readRow(key)).toBeUndefined();
    });
  });

  it('keeps states by transform, job and output, on the same condition', async () => {
    const finished = anOutputState({ state: 'Finished', finishedSeenAt: minutesAfter(1), location: LOCATION });
    expect(await store.putOutputState('v', FAILED, undefined)).toBe(true);
    expect(await store.putOutputState('v', finished, undefined)).toBe(false);
    const [known] = (await store.readVideo('v')).outputs;
    expect(known?.state).toEqual(FAILED);
    expect(await store.putOutputState('v', finished, known?.version)).toBe(true);
    expect(await store.putOutputState('v', finished, known?.version)).toBe(false);
    await store.putOutputState('v', anOutputState({ output: '' }), undefined);
    const outputs = async () => (await store.readVideo('v')).outputs;
    const states = (await outputs()).map(({ state }) => state);
    expect(states).toHaveLength(2);
    expect(states).toEqual(expect.arrayContaining([finished, anOutputState({ output: '' })]));
    expect(await store.deleteOutputState('v', finished, known?.version ?? '')).toBe(false);
    const now = (await outputs()).find(({ state }) => state.output !== '')?.version ?? '';
    expect(await store.deleteOutputState('v', finished, now)).toBe(true);
    expect((await outputs()).map(({ state }) => state.output)).toEqual(['']);
  });

  it('keeps the tombstone of a video beside its rows, on the same condition', async () => {
    const [first, next] = [{ tombstone: tombstoneOf(NOW) }, { tombstone: tombstoneOf(minutesAfter(1)) }];
    await put(aMarker('v'));
    expect(await store.putTombstone('v', first, undefined)).toBe(true);
    expect(await store.putTombstone('v', next, undefined)).toBe(false);
    const stored = await store.readTombstone('v');
    expect(stored).toEqual({ ...first, version: VERSION });
    expect(await store.readVideo('v')).toMatchObject({ moved: [LOCATION], tombstone: stored });
    const publication = { publishedVersion: '', changedAt: NOW };
    expect(await store.putTombstone('v', { ...next, publication }, stored?.version)).toBe(true);
    expect(await store.putTombstone('v', first, stored?.version)).toBe(false);
    expect(await store.readTombstone('v')).toEqual({ ...next, publication, version: VERSION });
    await store.putTombstone('v', next, (await store.readTombstone('v'))?.version);
    expect(await store.readTombstone('v')).not.toHaveProperty('publication');
    expect(await store.readTombstone('w')).toBeUndefined();
  });

  it('lists tombstones that end, and takes them off the list with the tombstone, as both were read', async () => {
    const expiry = tombstoneOf(NOW).expiresAt;
    const expired = () => scan.readExpiredTombstones(expiry);
    await store.putTombstone('a/b', { tombstone: tombstoneOf(NOW) }, undefined);
    await store.putTombstone('later', { tombstone: tombstoneOf(minutesAfter(1)) }, undefined);
    expect(await scan.readExpiredTombstones(new Date(expiry.getTime() - 1))).toEqual([]);
    const [listed] = await expired();
    expect(listed).toEqual({ videoId: 'a/b', version: VERSION });
    const version = (await store.readTombstone('a/b'))?.version;
    await store.putTombstone('a/b', { tombstone: tombstoneOf(NOW) }, version);
    expect(await store.deleteTombstone('a/b', version, listed?.version ?? '')).toBe(false);
    expect(await store.readTombstone('a/b')).toBeDefined();
    const again = (await expired())[0]?.version ?? '';
    expect(await store.deleteTombstone('a/b', undefined, listed?.version ?? '')).toBe(false);
    expect(await store.deleteTombstone('a/b', (await store.readTombstone('a/b'))?.version, again)).toBe(true);
    expect(await store.readTombstone('a/b')).toBeUndefined();
    expect(await expired()).toEqual([]);
  });

  it.each(IDS)('keeps rows under the id %j', async (id) => {
    const state = anOutputState({ output: id, job: id.replaceAll('/', '_') });
    const record = aRecord({ claims: { event: { videoId: id, at: NOW } }, aliases: [id] });
    const written = [
      put({ kind: 'entry', entry: entryOf(record) }),
      put(anAlias(id, id)),
      store.putOutputState(id, state, undefined),
      store.putTombstone(id, { tombstone: tombstoneOf(NOW) }, undefined),
    ];
    expect(await Promise.all(written)).toEqual([true, true, true, true]);
    await store.putRecord(record, undefined);
    expect((await store.readRecord(LOCATION))?.record).toEqual(record);
    const { entries, outputs, aliases, tombstone } = await store.readVideo(id);
    expect(entries).toEqual([{ ...entryOf(record), version: VERSION }]);
    expect(outputs.map((one) => one.state)).toEqual([state]);
    expect(aliases).toEqual([{ videoId: id, location: LOCATION }]);
    expect(tombstone?.tombstone.deletedAt).toEqual(NOW);
    const [listed] = await scan.readExpiredTombstones(tombstoneOf(NOW).expiresAt);
    expect(listed?.videoId).toBe(id);
    for (const kind of ['location', 'alias'] as const) {
      const key: RowKey = { kind, partition: id, location: LOCATION };
      expect(await store.deleteRow(key, (await store.readRow(key))?.version ?? '')).toBe(true);
    }
    expect(await store.deleteOutputState(id, state, outputs[0]?.version ?? '')).toBe(true);
    expect(await store.deleteTombstone(id, tombstone?.version, listed?.version ?? '')).toBe(true);
    expect(await store.readVideo(id)).toEqual({ entries: [], moved: [], outputs: [], aliases: [] });
  });

  describe('of the scan', () => {
    it('reads records by rising keys, without their images, and no other rows', async () => {
      const records = Array.from({ length: 5 }, (_, i) =>
        aRecord({ location: aLocation({ prefix: `${String(i)}/` }) }),
      );
      for (const record of records) await store.putRecord(record, undefined);
      await put({ kind: 'entry', entry: entryOf(aRecord()) });
      await put(anAlias('~location~', 'v'));
      await store.putTombstone('~location~x', { tombstone: tombstoneOf(NOW) }, undefined);
      await store.putOutputState('v', FAILED, undefined);
      await outbox.put({ location: LOCATION }, NOW);
      await scan.putCursor({ page: 'p' });
      const rows = [];
      for (let page: string | undefined, isFirst = true; isFirst || page !== undefined; isFirst = false) {
        const read = await scan.readRecords(page);
        rows.push(...read.rows);
        page = read.next;
      }
      const keys = rows.map(({ key }) => key);
      expect(keys).toEqual([...new Set(keys)].sort());
      expect(rows).toHaveLength(5);
      for (const record of records) {
        const version = await versionOf(locationHash(record.location));
        expect(rows).toContainEqual({ key: expect.any(String) as string, header: { ...summaryOf(record), version } });
      }
    });

    it('keeps one cursor', async () => {
      await scan.putCursor({ page: 'p', after: 'k\nr', checked: 12 });
      expect(await scan.readCursor()).toEqual({ page: 'p', after: 'k\nr', checked: 12 });
      await scan.putCursor({});
      expect(await scan.readCursor()).toEqual({});
    });
  });

  describe('of the outbox', () => {
    const before = async (minutes: number) => (await outbox.read(minutesAfter(minutes))).map(({ key }) => key);

    it('gives rows that were written before a time, each key once', async () => {
      await outbox.put({ videoId: 'v' }, NOW);
      await outbox.put({ location: LOCATION }, minutesAfter(1));
      expect(await before(0)).toEqual([]);
      expect(await before(1)).toEqual([{ videoId: 'v' }]);
      expect(await before(2)).toHaveLength(2);
      await outbox.put({ videoId: 'v' }, minutesAfter(5));
      expect(await before(5)).toEqual([{ location: LOCATION }]);
    });

    it('removes a row as it was written, or read, and none that was written again', async () => {
      const key: OutboxKey = { location: LOCATION };
      const first = await outbox.put(key, NOW);
      const second = await outbox.put(key, NOW);
      expect(second).not.toBe(first);
      await outbox.remove({ key, version: first });
      const [read] = await outbox.read(minutesAfter(1));
      expect(read).toEqual({ key, version: second });
      await outbox.remove({ key, version: second });
      expect(await before(1)).toEqual([]);
    });

    it.each(['video', LOCATION, ...IDS])('has a row of the video %j', async (videoId) => {
      const key = { videoId };
      const version = await outbox.put(key, NOW);
      await outbox.put({ location: videoId }, NOW);
      expect(await outbox.read(minutesAfter(1))).toHaveLength(2);
      expect(await outbox.read(minutesAfter(1))).toContainEqual({ key, version });
      await outbox.remove({ key, version });
      expect(await before(1)).toEqual([{ location: videoId }]);
    });
  });
}

import { RestError, TableClient } from '@azure/data-tables';
import { createTableOutboxIndex } from '../../src/adapters/table/table-outbox-index.js';
import { createTableRecordStore } from '../../src/adapters/table/table-record-store.js';
import { createTableScan } from '../../src/adapters/table/table-scan.js';
import { entryOf } from '../../src/domain/entry.js';
import { anOutputState, aSeries } from '../builders.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { itStoresRecords } from './record-store.contract.js';
import { aRecord, LOCATION, someContent } from './records.js';
import { summaryOf } from '../memory/memory-store.js';

const { connectionString } = accountForTests();
let tables = 0;
const client = (name: string, address = connectionString) =>
  TableClient.fromConnectionString(address, name, {
    allowInsecureConnection: true,
    // Once, since a busy machine may close a connection that is being used again.
    retryOptions: { maxRetries: 1, retryDelayInMs: 1 },
  });

function aTable() {
  const table = client(`thumbnails${String(++tables)}`);
  return {
    table,
    store: createTableRecordStore(table),
    scan: createTableScan(table),
    outbox: createTableOutboxIndex(table),
  };
}
const filled = (characters: number) => {
  const length = (prefix: string) => JSON.stringify({ rules: {}, content: { series: [aSeries({ prefix })] } }).length;
  const content = { series: [aSeries({ prefix: 'x'.repeat(characters - length('')) })] };
  return aRecord({ rules: {}, content });
};

describe('the store in a table', () => {
  itStoresRecords(aTable);

  it('reads a partition to its end, past the thousand rows of a page', async () => {
    const { table, store } = aTable();
    await store.putRow({ kind: 'entry', entry: entryOf(aRecord()) }, undefined);
    for (let batch = 0; batch < 11; batch++) {
      const rows = Array.from({ length: 100 }, (_, i) => ({
        partitionKey: 'video-1',
        rowKey: `alias:${String(batch * 100 + i).padStart(5, '0')}`,
        videoId: `${String(batch)}-${String(i)}`,
      }));
      await table.submitTransaction(rows.map((row) => ['create', row]));
    }
    const { aliases, entries } = await store.readVideo('video-1');
    expect([aliases.length, entries.length]).toEqual([1100, 1]);
  });

  it('passes over rows of kinds that it does not know', async () => {
    const { table, store } = aTable();
    await store.putRow({ kind: 'entry', entry: entryOf(aRecord()) }, undefined);
    for (const rowKey of ['video', 'catalogue', '~x']) {
      await table.createEntity({ partitionKey: 'video-1', rowKey, linkEpoch: 3 });
    }
    const { entries, ...others } = await store.readVideo('video-1');
    expect(entries).toHaveLength(1);
    expect(others).toEqual({ moved: [], outputs: [], aliases: [] });
  });

  it.each([
    ['claims', '{'],
    ['claims', '{"rumour":{"videoId":"v","at":"2026-11-20T12:00:00Z"}}'],
    ['hasContent', 'true'],
    ['seq', 1.5],
    ['recordedAt', 'yesterday'],
    ['content0', '{"rules":{},"content":{"series":[{"kind":"Cover"}]}}'],
  ])('refuses a record loudly whose %s was edited to %j', async (column, value) => {
    const { table, store } = aTable();
    await store.putRecord(aRecord(), undefined);
    const row = { partitionKey: `~location~${LOCATION}`, rowKey: 'record', [column]: value };
    await table.updateEntity(row, 'Merge');
    await expect(store.readRecord(LOCATION)).rejects.toThrow();
  });

  it.each([
    ['an entry', `location:${LOCATION}`, { account: 'a' }],
    ['a state', 'job:t!2Fj!2Fo', { output: 'o', state: 'Done' }],
    ['a tombstone', 'video', { deletedAt: 'yesterday' }],
  ])('refuses %s loudly that is not as this version writes it', async (_, rowKey, columns) => {
    const { table, store } = aTable();
    await table.createTable();
    await table.createEntity({ partitionKey: 'v', rowKey, ...columns });
    await expect(store.readVideo('v')).rejects.toThrow();
  });

  it('writes a record of 480,000 characters, which fills its row, and refuses a longer one', async () => {
    const { store } = aTable();
    const [full, longer] = [filled(480_000), filled(480_001)];
    expect(store.roomInRow(longer)).toBe(-1);
    await expect(store.putRecord(longer, undefined)).rejects.toMatchObject({ code: 'too-large' });
    expect(await store.readRecord(LOCATION)).toBeUndefined();
    expect(store.roomInRow(full)).toBe(0);
    expect(await store.putRecord(full, undefined)).toBeDefined();
    expect((await store.readRecord(LOCATION))?.record).toEqual(full);
  });

  it('gives the columns of a record that has none of what is optional, where the service answers null for it', async () => {
    const { table, store } = aTable();
    await store.putRecord(aRecord(), undefined);
    const { job, publishedVersion, changedAt, ...known } = aRecord({ seq: 4 });
    expect([job, publishedVersion, changedAt]).not.toContain(undefined);
    await store.putRecord(known, (await store.readRecord(LOCATION))?.version);
    const nulls = { job: null, publishedVersion: null, changedAt: null, missingSince: null };
    const service = {
      tableName: table.tableName,
      getEntity: async (...args: Parameters<TableClient['getEntity']>) => ({
        ...nulls,
        ...(await table.getEntity(...args)),
      }),
    };
    const { record } =
      (await createTableRecordStore(service as unknown as TableClient).readRecordHeader(LOCATION)) ?? {};
    expect(record).toEqual(summaryOf(known).record);
  });

  it('says that nobody answers, in words of its own', async () => {
    const nobody = connectionString.replace(
      /TableEndpoint=http:\/\/127\.0\.0\.1:\d+/,
      'TableEndpoint=http://127.0.0.1:1',
    );
    const store = createTableRecordStore(client('nobody', nobody));
    const failure = { code: 'unavailable', message: 'table nobody: read a video: no answer (ECONNREFUSED)' };
    await expect(store.readVideo('v')).rejects.toMatchObject(failure);
    await expect(store.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.putOutputState('v', anOutputState(), undefined)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('says that access is denied, in words of its own', async () => {
    const other = connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${Buffer.from('other').toString('base64')}`);
    const store = createTableRecordStore(client('denied', other));
    await expect(store.readVideo('v')).rejects.toMatchObject({ code: 'access-denied' });
  });
});

describe('the scan of a table', () => {
  it('goes on where a page ended, and asks for no images', async () => {
    const { table, store, scan } = aTable();
    const series = [aSeries({ prefix: 'x'.repeat(100_000) })];
    await store.putRecord(aRecord({ content: someContent({ series }) }), undefined);
    const rows = Array.from({ length: 120 }, (_, i) => String(i).padStart(64, '0'));
    for (const hash of rows) await table.createEntity({ partitionKey: `~location~${hash}`, rowKey: 'record' });
    const asked: string[] = [];
    table.pipeline.addPolicy({
      name: 'asked',
      sendRequest: (request, next) => {
        asked.push(decodeURIComponent(new URL(request.url).search));
        return next(request);
      },
    });
    const first = await scan.readRecords(undefined);
    const second = await scan.readRecords(first.next);
    expect([first.rows.length, second.rows.length, second.next]).toEqual([100, 21, undefined]);
    const keys = [...first.rows, ...second.rows].map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)].sort());
    expect(asked.every((query) => query.includes('hasContent') && !query.includes('content0'))).toBe(true);
  });

  it('sees records that are not as this version writes them, and those behind', async () => {
    const { table, store, scan } = aTable();
    await store.putRecord(aRecord(), undefined);
    await table.createEntity({ partitionKey: '~location~', rowKey: 'record', account: 'a' });
    const { rows } = await scan.readRecords(undefined);
    expect(rows).toMatchObject([{ key: '~location~', unreadable: true }, { header: { hasContent: true } }]);
  });

  it('begins anew where its page is not known any more, to the SDK or to the service', async () => {
    const { table, store, scan } = aTable();
    await store.putRecord(aRecord(), undefined);
    expect((await scan.readRecords('nonsense')).rows).toHaveLength(1);
    const refusing = {
      tableName: table.tableName,
      listEntities: (options: object) => ({
        byPage: (page: { continuationToken?: string }) => {
          if (page.continuationToken !== undefined) throw new RestError('InvalidInput', { statusCode: 400 });
          return table.listEntities(options).byPage(page);
        },
      }),
    };
    const other = createTableScan(refusing as unknown as TableClient);
    expect((await other.readRecords('of another service')).rows).toHaveLength(1);
  });
});

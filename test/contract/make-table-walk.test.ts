import { RestError, TableClient } from '@azure/data-tables';
import { makeTableWalk } from '../../src/adapters/table/make-table-walk.js';
import { makeTableManifestStore } from '../../src/adapters/table/table-manifest-store.js';
import { aManifest, aSeries } from '../builders.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { itIsATableWalk } from './table-walk.contract.js';

const { connectionString } = accountForTests();
let tables = 0;
function aTable() {
  const table = TableClient.fromConnectionString(connectionString, `walked${String(++tables)}`, {
    allowInsecureConnection: true,
  });
  return { table, store: makeTableManifestStore(table), walk: makeTableWalk(table) };
}

describe('the scan of a table', () => {
  itIsATableWalk(aTable);

  it('continues where a page ended, past a thousand rows, and reads no images', async () => {
    const { table, store, walk } = aTable();
    await store.putManifest(aManifest({ series: [aSeries({ prefix: 'x'.repeat(100_000) })] }), undefined);
    for (let batch = 0; batch < 11; batch++) {
      const rows = Array.from({ length: 100 }, (_, i) => ({
        partitionKey: `v${String(batch)}`,
        rowKey: `location:${String(i)}`,
        ...{ account: 'a', container: 'c', prefix: `${String(batch)}/${String(i)}/` },
      }));
      await table.submitTransaction(rows.map((row) => ['create', row]));
    }
    const keys: string[] = [];
    const sizes: number[] = [];
    for (let page: string | undefined, isFirst = true; isFirst || page !== undefined; isFirst = false) {
      const { rows, next } = await walk.read(page);
      keys.push(...rows.map(({ key }) => key));
      sizes.push(rows.length);
      page = next;
    }
    expect(new Set(keys).size).toBe(1101);
    expect(keys).toEqual([...keys].sort());
    expect(Math.max(...sizes)).toBe(100);
  });

  it('reports rows of unknown shape, and the rows after them', async () => {
    const { table, store, walk } = aTable();
    await store.putManifest(aManifest(), undefined);
    const location = { account: 'a', container: 'c', prefix: '' };
    const owner = { videoId: 'v', since: new Date(), takenFrom: '[]' };
    for (const row of [
      { rowKey: 'location:0', account: 'a' },
      { rowKey: 'owner', ...location, ...owner, by: 'a newer kind of word' },
      { rowKey: 'missing', ...location, since: 'yesterday' },
      { rowKey: 'video', forgottenAt: new Date() },
    ]) {
      await table.createEntity({ partitionKey: 'a', ...row });
    }
    await table.createEntity({ partitionKey: 'b', rowKey: 'owner', ...location, ...owner, takenFrom: '[' });
    const { rows } = await walk.read(undefined);
    expect(rows.map(({ kind }) => kind)).toEqual([...Array<string>(5).fill('unreadable'), 'manifest']);
  });

  it('starts again where its page token is unknown to the SDK or to the service', async () => {
    const { table, store, walk } = aTable();
    await store.putManifest(aManifest(), undefined);
    expect((await walk.read('nonsense')).rows).toHaveLength(1);
    const refusing = {
      tableName: table.tableName,
      listEntities: (options: object) => ({
        byPage: (page: { continuationToken?: string }) => {
          if (page.continuationToken !== undefined) throw new RestError('InvalidInput', { statusCode: 400 });
          return table.listEntities(options).byPage(page);
        },
      }),
    };
    const other = makeTableWalk(refusing as unknown as TableClient);
    expect((await other.read('of another service')).rows).toHaveLength(1);
  });
});

import { TableClient } from '@azure/data-tables';
import { makeTableManifestStore } from '../../src/adapters/table/table-manifest-store.js';
import { aManifest, anOutputState, aSeries } from '../builders.js';
import { azuriteForTests } from '../azurite.js';
import { itIsAManifestStore } from './manifest-store.contract.js';

const azurite = azuriteForTests();
let tables = 0;
const client = (name: string, connectionString = azurite().connectionString) =>
  TableClient.fromConnectionString(connectionString, name, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
const aTable = () => client(`thumbnails${String(++tables)}`);

describe('the manifest store in a table', () => {
  itIsAManifestStore(() => makeTableManifestStore(aTable()));

  it('reads a partition to its end, past the thousand rows of a page', async () => {
    const table = aTable();
    const store = makeTableManifestStore(table);
    await store.putManifest(aManifest({ videoId: 'v' }), undefined);
    for (let batch = 0; batch < 11; batch++) {
      const rows = Array.from({ length: 100 }, (_, i) => ({
        partitionKey: 'v',
        rowKey: `alias:${String(batch * 100 + i).padStart(5, '0')}`,
        videoId: `${String(batch)}-${String(i)}`,
      }));
      await table.submitTransaction(rows.map((row) => ['create', row]));
    }
    const { aliasOf, manifests } = await store.readVideo('v');
    expect(aliasOf).toHaveLength(1100);
    expect(manifests).toHaveLength(1);
  });

  it('passes over rows of kinds that it does not know', async () => {
    const table = aTable();
    const store = makeTableManifestStore(table);
    await store.putManifest(aManifest({ videoId: 'v' }), undefined);
    await table.createEntity({ partitionKey: 'v', rowKey: 'video', linkEpoch: 3 });
    const { manifests, outputs, aliasOf } = await store.readVideo('v');
    expect([manifests.length, outputs.length, aliasOf.length]).toEqual([1, 0, 0]);
  });

  it('refuses a manifest that is too large for a row, and writes nothing', async () => {
    const store = makeTableManifestStore(aTable());
    const series = [aSeries({ prefix: 'x'.repeat(480_000) })];
    await expect(store.putManifest(aManifest({ series }), undefined)).rejects.toMatchObject({ code: 'too-large' });
    expect((await store.readVideo('video-1')).manifests).toEqual([]);
  });

  it('writes a manifest of 480,000 characters, which fills its row', async () => {
    const store = makeTableManifestStore(aTable());
    const { length } = JSON.stringify({ series: [aSeries({ prefix: '' })] });
    const manifest = aManifest({ series: [aSeries({ prefix: 'x'.repeat(480_000 - length) })] });
    expect(await store.putManifest(manifest, undefined)).toBe(true);
    expect((await store.readVideo('video-1')).manifests[0]?.manifest).toEqual(manifest);
  });

  it('says that nobody answers, in words of its own', async () => {
    const nobody = azurite().connectionString.replace(
      /TableEndpoint=http:\/\/127\.0\.0\.1:\d+/,
      'TableEndpoint=http://127.0.0.1:1',
    );
    const store = makeTableManifestStore(client('nobody', nobody));
    const failure = { code: 'unavailable', message: 'table nobody: read a video: no answer (ECONNREFUSED)' };
    await expect(store.readVideo('v')).rejects.toMatchObject(failure);
    await expect(store.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.putOutputState('v', anOutputState(), undefined)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('says that access is denied, in words of its own', async () => {
    const other = azurite().connectionString.replace(
      /AccountKey=[^;]+/,
      `AccountKey=${Buffer.from('other').toString('base64')}`,
    );
    const store = makeTableManifestStore(client('denied', other));
    await expect(store.readVideo('v')).rejects.toMatchObject({ code: 'access-denied' });
  });
});

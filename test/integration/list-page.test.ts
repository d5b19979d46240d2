import { BlobServiceClient } from '@azure/storage-blob';
import { createBlobImageStore } from '../../src/adapters/blob/blob-image-store.js';
import { createListPage } from '../../src/adapters/blob/list-page.js';
import { createSharedKeys } from '../../src/adapters/blob/signing-keys.js';
import type { StorageSharedKeyCredential } from '@azure/storage-blob';
import { startHostileStorage } from '../../bench/bounds/hostile-storage.js';
import { connectionStringFor } from '../../local/azurite.js';
import { LIMITS } from '../../src/domain/limits.js';
import { accountForTests } from '../setup/shared-azurite.js';

const NAMES = ['a & <b> "c" \'d\' #1 100% + ?.jpg', 'Été 😀/x.jpg', 'Été 😀/y.jpg', 'z;a=1&b=2.jpg'];
const { name: account, connectionString } = accountForTests();
const location = { account, container: 'asset-listed', prefix: '' };
let client: BlobServiceClient;

beforeAll(async () => {
  client = BlobServiceClient.fromConnectionString(connectionString);
  const container = client.getContainerClient(location.container);
  await container.create();
  for (const [index, name] of NAMES.entries()) await container.getBlockBlobClient(name).upload('xyz', index);
});

const storeOf = (blobs: BlobServiceClient) => {
  const keys = createSharedKeys(blobs, blobs.credential as StorageSharedKeyCredential);
  return createBlobImageStore([{ name: account, containerPatterns: ['*'], client: blobs, keys }]);
};

describe('a page of a container listing', () => {
  it('has the same names as the SDK listing, with size and time', async () => {
    const bySdk: { name: string; size: number | undefined; lastModifiedMs: number }[] = [];
    for await (const { name, properties } of client.getContainerClient(location.container).listBlobsFlat()) {
      bySdk.push({ name, size: properties.contentLength, lastModifiedMs: properties.lastModified.getTime() });
    }
    const listed = await storeOf(client).list(location);
    expect(listed).toEqual(bySdk);
    expect(listed?.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
  });

  it('has the names below a prefix, without the prefix', async () => {
    const listed = await storeOf(client).list({ ...location, prefix: 'Été 😀/' });
    expect(listed?.map(({ name }) => name)).toEqual(['x.jpg', 'y.jpg']);
  });

  it('continues at the marker', async () => {
    const listPage = createListPage(client);
    const { blobs } = await listPage(location, NAMES[1] ?? '');
    expect(blobs.length).toBeLessThan(NAMES.length);
  });

  it('is undefined for a missing container', async () => {
    await expect(storeOf(client).list({ ...location, container: 'asset-none' })).resolves.toBeUndefined();
  });

  it('fails with access denied for the key of another account', async () => {
    const wrong = connectionString.replace(/AccountKey=[^;]*/, 'AccountKey=d3Jvbmc=');
    await expect(storeOf(BlobServiceClient.fromConnectionString(wrong)).list(location)).rejects.toMatchObject({
      code: 'access-denied',
    });
  });
});

describe('a listing that never ends', () => {
  it('is given up after as many blobs as a location may have', async () => {
    const read = () => Buffer.from('x');
    const storage = await startHostileStorage(
      new Map([['asset-endless', { nameAt: (place) => `blob-${place}.ts`, read }]]),
    );
    try {
      const endless = connectionStringFor({ blobUrl: storage.url, queueUrl: storage.url, tableUrl: storage.url });
      const store = storeOf(BlobServiceClient.fromConnectionString(endless));
      await expect(store.list({ account, container: 'asset-endless', prefix: '' })).rejects.toMatchObject({
        code: 'too-large',
      });
      expect(storage.listings).toBe(LIMITS.blobsOfLocation / 5000 + 1);
    } finally {
      await storage.stop();
    }
  });
});

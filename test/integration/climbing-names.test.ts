import { BlobServiceClient, ContainerSASPermissions, type StorageSharedKeyCredential } from '@azure/storage-blob';
import { createBlobImageReader } from '../../src/adapters/blob/blob-image-reader.js';
import { createBlobImageStore } from '../../src/adapters/blob/blob-image-store.js';
import type { MediaAccount } from '../../src/adapters/blob/media-accounts.js';
import { createSharedKeys } from '../../src/adapters/blob/signing-keys.js';
import { accountForTests } from '../setup/shared-azurite.js';

const { name, connectionString } = accountForTests();
const location = { account: name, container: 'asset-open', prefix: '' };
const CLIMBING = ['x_metadata.json', 'x_manifest.json', 'x.vtt', 'x.jpg'].map((file) => `../secret/${file}`);
const DENIED = { name: 'Failure', code: 'access-denied' };

let accounts: MediaAccount[];

beforeAll(async () => {
  const client = BlobServiceClient.fromConnectionString(connectionString);
  const keys = createSharedKeys(client, client.credential as StorageSharedKeyCredential);
  accounts = [{ name, containerPatterns: ['asset-*'], client, keys }];
  const secret = client.getContainerClient('secret');
  await secret.create();
  const metadata = JSON.stringify({ AssetFile: [{ Name: 'secret.mp4', Duration: 'PT9S' }] });
  for (const climbing of CLIMBING) {
    await secret.getBlockBlobClient(climbing.replace('../secret/', '')).upload(metadata, metadata.length);
  }
  const open = client.getContainerClient(location.container);
  await open.create();
  await open.getBlockBlobClient('a.jpg').upload('xyz', 3);
  const permissions = ContainerSASPermissions.parse('cw');
  const sas = await open.generateSasUrl({ permissions, expiresOn: new Date(Date.now() + 600_000) });
  for (const climbing of CLIMBING) {
    // No SDK puts such a name; whoever may write there can.
    const url = sas.replace('?', `/${encodeURIComponent(climbing)}?`);
    const put = await fetch(url, { method: 'PUT', headers: { 'x-ms-blob-type': 'BlockBlob' }, body: 'hostile' });
    expect(put.status).toBe(201);
  }
});

describe('a blob name that traverses to another container', () => {
  it('can exist in storage but is in no listing', async () => {
    const names: string[] = [];
    for await (const blob of accounts[0]?.client.getContainerClient(location.container).listBlobsFlat() ?? []) {
      names.push(blob.name);
    }
    expect(names.sort()).toEqual([...CLIMBING, 'a.jpg'].sort());
    expect((await createBlobImageStore(accounts).list(location))?.map((blob) => blob.name)).toEqual(['a.jpg']);
    expect(await createBlobImageStore(accounts).list({ ...location, prefix: '../' })).toEqual([]);
  });

  it.each(CLIMBING)('is denied by every read: %s', async (climbing) => {
    const images = createBlobImageStore(accounts);
    await expect(images.readHeader(location, climbing)).rejects.toMatchObject(DENIED);
    await expect(images.readWebVtt(location, climbing)).rejects.toMatchObject(DENIED);
    await expect(images.readWebVtt({ ...location, prefix: '../' }, climbing.slice(3))).rejects.toMatchObject(DENIED);
    await expect(createBlobImageReader(accounts).read({ location, blobName: climbing })).rejects.toMatchObject(DENIED);
  });

  it('is denied when a timeline is read', async () => {
    await expect(createBlobImageStore(accounts).readTimeline(location, CLIMBING)).rejects.toMatchObject(DENIED);
  });
});

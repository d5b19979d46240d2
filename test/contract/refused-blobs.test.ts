import { gzipSync } from 'node:zlib';
import { BlobServiceClient, type StorageSharedKeyCredential } from '@azure/storage-blob';
import { createBlobImageReader } from '../../src/adapters/blob/blob-image-reader.js';
import { createBlobImageStore } from '../../src/adapters/blob/blob-image-store.js';
import { createSharedKeys } from '../../src/adapters/blob/signing-keys.js';
import { startFaultyServer, type FaultyServer } from '../faulty-server.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { jpeg } from '../unit/adapters/tiny-images.js';
import { aContainerOf } from './blob-container.js';

const { connectionString } = accountForTests();

describe('a blob that storage does not serve', () => {
  it('is known by the listing, and read as nothing, while it is archived', async () => {
    const { store, account, location, container } = await aContainerOf(connectionString, {
      'a.jpg': jpeg(64, 36),
      'b.jpg': jpeg(64, 36),
      'a.vtt': 'WEBVTT',
      'a_metadata.json': '{}',
    });
    for (const name of ['a.jpg', 'a.vtt', 'a_metadata.json']) {
      await container.getBlockBlobClient(name).setAccessTier('Archive');
    }
    const refusal = 'it is in the archive tier';
    const [a, b] = (await store.list(location))?.filter(({ name }) => name.endsWith('.jpg')) ?? [];
    expect([a?.refusal, b?.refusal]).toEqual([refusal, undefined]);
    expect(await store.readHeader(location, 'a.jpg')).toEqual({ problem: refusal });
    await expect(store.readWebVtt(location, 'a.vtt')).rejects.toMatchObject({ name: 'WebVttError', message: refusal });
    const unreadable = [{ blob: 'a_metadata.json', reason: refusal }];
    expect(await store.readTimeline(location, ['a_metadata.json'])).toEqual({ unreadable });
    expect(await createBlobImageReader([account]).read({ location, blobName: 'a.jpg' })).toBe('gone');
  });

  it('is gone where it was deleted after it was listed', async () => {
    const { store, location } = await aContainerOf(connectionString, {});
    expect(await store.readHeader(location, 'a.jpg')).toEqual({ problem: 'it is gone since it was listed' });
    expect(await store.readTimeline(location, ['a_metadata.json'])).toMatchObject({ unreadable: [{}] });
    const missing = { ...location, container: 'asset-missing' };
    await expect(store.readHeader(missing, 'a.jpg')).rejects.toMatchObject({ statusCode: 404 });
  });

  it.each([
    ['in that encoding', gzipSync(jpeg(64, 36))],
    ['in none', Buffer.from(jpeg(64, 36))],
  ])('has an encoding that clients undo, and its bytes are %s', async (_, bytes) => {
    const { store, location, container } = await aContainerOf(connectionString, {});
    await container
      .getBlockBlobClient('a.jpg')
      .uploadData(bytes, { blobHTTPHeaders: { blobContentEncoding: 'gzip', blobContentType: 'image/jpeg' } });
    const refusal = 'its content encoding is gzip, so that its URL serves other bytes than are stored';
    expect(await store.list(location)).toMatchObject([{ name: 'a.jpg', refusal }]);
    expect(await store.readHeader(location, 'a.jpg')).toEqual({ problem: refusal });
  });
});

describe('a refusal of storage', () => {
  let service: FaultyServer;
  beforeAll(async () => {
    service = await startFaultyServer();
  });
  afterAll(() => {
    service.stop();
  });
  const readWith = (status: number, code: string) => {
    service.responses = [{ status, headers: { 'x-ms-error-code': code } }];
    const client = BlobServiceClient.fromConnectionString(service.connectionString);
    const keys = createSharedKeys(client, client.credential as StorageSharedKeyCredential);
    const store = createBlobImageStore([{ name: 'devstoreaccount1', containerPatterns: ['*'], client, keys }]);
    return store.readHeader({ account: 'devstoreaccount1', container: 'asset-1', prefix: '' }, 'a.jpg');
  };

  it.each([
    [409, 'BlobArchived', 'it is in the archive tier'],
    [409, 'BlobBeingRehydrated', 'it is in the archive tier, and being rehydrated'],
    [409, 'BlobUsesCustomerSpecifiedEncryption', "it is encrypted with a customer's own key"],
    [404, 'BlobNotFound', 'it is gone since it was listed'],
    [
      409,
      'OperationNotAllowedOnIncrementalCopyBlob',
      'it is the target of an incremental copy, of which only snapshots are read',
    ],
  ])('with %i %s concerns one blob', async (status, code, problem) => {
    expect(await readWith(status, code)).toEqual({ problem });
  });

  it.each([
    [403, 'AuthorizationPermissionMismatch', { code: 'access-denied' }],
    // The key of Key Vault is usually that of the account: its absence must not empty what is recorded.
    [403, 'KeyVaultEncryptionKeyNotFound', { code: 'access-denied' }],
    [404, 'ContainerNotFound', { statusCode: 404 }],
    [409, 'ContainerBeingDeleted', { statusCode: 409 }],
    [409, 'AccountIsDisabled', { statusCode: 409 }],
  ])('with %i %s concerns more, and is thrown', async (status, code, error) => {
    await expect(readWith(status, code)).rejects.toMatchObject(error);
  });
});

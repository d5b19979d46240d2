import { BlobServiceClient, type StorageSharedKeyCredential } from '@azure/storage-blob';
import { createBlobImageStore } from '../../src/adapters/blob/blob-image-store.js';
import { createSharedKeys } from '../../src/adapters/blob/signing-keys.js';
import { LIMITS } from '../../src/domain/limits.js';
import { listContainers } from '../../tools/backfill/connect.js';
import { startFaultyServer, type FaultyServer } from '../faulty-server.js';

const NEXT = '<NextMarker>more</NextMarker></EnumerationResults>';
const PAGE = 5000;
let server: FaultyServer;

beforeAll(async () => {
  server = await startFaultyServer();
});

afterAll(() => {
  server.stop();
});

/** The account of a server whose every page of a listing is this one. */
function anAccount(body: string) {
  server.asked.length = 0;
  server.responses = [{ status: 200, headers: { 'Content-Type': 'application/xml' }, body }];
  const client = BlobServiceClient.fromConnectionString(server.connectionString);
  const keys = createSharedKeys(client, client.credential as StorageSharedKeyCredential);
  return { name: client.accountName, containerPatterns: ['*'], client, keys };
}

const blobs = (count: number, name: string) =>
  `<EnumerationResults><Blobs>${`<Blob><Name>${name}</Name><Properties/></Blob>`.repeat(count)}</Blobs>${NEXT}`;

describe('a listing that never ends', () => {
  it.each([
    [
      'with long names ends after 32 MiB of them',
      blobs(PAGE, 'a'.repeat(1000)),
      Math.ceil(LIMITS.nameCharactersOfLocation / PAGE / 1000),
      'more than 35000 blobs',
    ],
    ['with empty pages ends after 500', blobs(0, ''), LIMITS.pagesOfListing + 1, 'more than 0 blobs'],
  ])('%s, as too large', async (_, body, calls, message) => {
    const account = anAccount(body);
    const location = { account: account.name, container: 'asset-endless', prefix: '' };
    await expect(createBlobImageStore([account]).list(location)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining(message) as string,
    });
    expect(server.asked).toHaveLength(calls);
  });

  it('of containers ends a back-fill with advice', async () => {
    const account = anAccount(`<EnumerationResults><Containers/>${NEXT}`);
    await expect(listContainers(account, '')).rejects.toThrow(/more than 500 pages.*--prefix/);
    expect(server.asked).toHaveLength(LIMITS.pagesOfListing + 1);
  });
});

import { TableClient } from '@azure/data-tables';
import { ContainerClient } from '@azure/storage-blob';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readPart } from '../../../src/adapters/blob/read-blob.js';
import { makeTableManifestStore } from '../../../src/adapters/table/table-manifest-store.js';
import { tryTimeoutPolicy } from '../../../src/adapters/patience.js';
import { compose } from '../../../src/composition.js';

const NO_ANSWER = {
  name: 'Failure',
  code: 'unavailable',
  message: expect.stringContaining('no answer in time') as string,
};

/** Takes every connection and never says a word, as storage does on a bad day. */
describe('storage that never answers', () => {
  let silent: Server;
  const sockets = new Set<Socket>();
  const endpoint = () => `http://127.0.0.1:${(silent.address() as AddressInfo).port}/devstoreaccount1`;
  const connectionString = () =>
    `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;BlobEndpoint=${endpoint()};TableEndpoint=${endpoint()}`;

  beforeAll(async () => {
    silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('is given up on when a table is asked', async () => {
    const additionalPolicies = [{ policy: tryTimeoutPolicy(50), position: 'perRetry' as const }];
    const options = { allowInsecureConnection: true, additionalPolicies };
    const table = TableClient.fromConnectionString(connectionString(), 'thumbnails', options);
    await expect(makeTableManifestStore(table).readVideo('v')).rejects.toMatchObject(NO_ANSWER);
  });

  it('is given up on when a blob is read', async () => {
    const container = new ContainerClient(`${endpoint()}/asset-1`);
    await expect(readPart(container, 'a.jpg', { maxBytes: 10 }, 50)).rejects.toMatchObject(NO_ANSWER);
  });

  it('lets a caller go with a 503 before anybody else gives up on us', async () => {
    const doors = compose({
      MANIFEST_STORAGE_CONNECTION_STRING: connectionString(),
      MEDIA_STORAGE_CONNECTION_STRING: connectionString(),
    });
    const request = {
      params: { id: 'v' },
      query: new URLSearchParams(),
      url: 'https://stillframe.example/',
      headers: new Headers(),
    };
    const context = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const answer = await doors.listThumbnails(request as never, context as never);
    expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '10' } });
  }, 20_000);
});

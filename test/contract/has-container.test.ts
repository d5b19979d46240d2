import { BlobServiceClient } from '@azure/storage-blob';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectMediaAccounts } from '../../src/adapters/blob/media-accounts.js';
import { createHasContainer } from '../../src/adapters/blob/blob-image-store.js';
import { aLocation } from '../builders.js';
import { accountForTests } from '../setup/shared-azurite.js';

const { connectionString, name } = accountForTests();
const location = aLocation({ account: name, container: 'asset-there' });

function asking(connectionString: string) {
  const access = { connectionString, accounts: [], defaultPatterns: ['*'] };
  const accounts = connectMediaAccounts(
    access,
    () => {
      throw new Error('no identity is needed');
    },
    () => new Date(),
  );
  return createHasContainer(accounts);
}

describe('the existence of a container', () => {
  it("is decided by storage's own answer alone", async () => {
    await BlobServiceClient.fromConnectionString(connectionString).getContainerClient(location.container).create();
    const hasContainer = asking(connectionString);
    expect(await hasContainer(location)).toBe(true);
    expect(await hasContainer({ ...location, prefix: 'any/' })).toBe(true);
    expect(await hasContainer({ ...location, container: 'asset-gone' })).toBe(false);
    const wrong = connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${Buffer.from('wrong').toString('base64')}`);
    for (const container of ['asset-there', 'asset-gone']) {
      await expect(asking(wrong)({ ...location, container })).rejects.toMatchObject({ code: 'access-denied' });
    }
    await expect(hasContainer({ ...location, account: 'stranger' })).rejects.toMatchObject({ code: 'access-denied' });
  });

  it.each([
    [404, undefined],
    [404, 'AccountNotFound'],
    [404, 'ResourceNotFound'],
    [409, 'ContainerBeingDeleted'],
    [403, 'ContainerNotFoundNot'],
    [400, 'InvalidUri'],
  ])('is unknown where the answer is %i (%s)', async (status, code) => {
    const server = createServer((_, answer) => {
      answer.writeHead(status, code === undefined ? {} : { 'x-ms-error-code': code }).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/${name}`;
    const hasContainer = asking(connectionString.replace(/BlobEndpoint=[^;]+/, `BlobEndpoint=${url}`));
    await expect(hasContainer(location)).rejects.toThrow();
    server.closeAllConnections();
    server.close();
  });
});

import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { ContainerClient } from '@azure/storage-blob';
import { accountName, aLaptop, type Laptop, resourceGroup } from './laptop.js';

let laptop: Laptop;
let client: AzureMediaServices;

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client } = await laptop.start({ pageSize: 2 }));
});
afterAll(() => laptop.stop());

describe('the real Media Services client, against the encoder,', () => {
  it('follows pages, filters and tops', async () => {
    for (const i of [1, 2, 3, 4, 5]) {
      await client.assets.createOrUpdate(resourceGroup, accountName, `page-${i}`, { alternateId: `it's ${i}` });
    }
    const names = async (options: object) => {
      const found: (string | undefined)[] = [];
      for await (const asset of client.assets.list(resourceGroup, accountName, options)) found.push(asset.name);
      return found;
    };
    const all = await names({});
    expect(all.filter((name) => name?.startsWith('page-'))).toHaveLength(5);
    expect(new Set(all).size).toBe(all.length);
    expect(await names({ filter: "properties/alternateId eq 'it''s 3'" })).toEqual(['page-3']);
    expect(await names({ top: 3, orderby: 'name desc' })).toEqual(['page-5', 'page-4', 'page-3']);
    const refused = { statusCode: 400, code: 'BadRequest' };
    await expect(names({ filter: 'true or 1' })).rejects.toMatchObject(refused);
    await expect(names({ filter: "toString eq 'x'" })).rejects.toMatchObject(refused);
    await expect(names({ orderby: 'constructor' })).rejects.toMatchObject(refused);
  });

  it('gets container SAS URLs that open the container, for less than a day', async () => {
    const { container } = await client.assets.createOrUpdate(resourceGroup, accountName, 'sas', {
      container: 'testasset0',
    });
    expect(container).toBe('testasset0');
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
    const ask = (permissions: string, expiryTime: Date) =>
      client.assets.listContainerSas(resourceGroup, accountName, 'sas', { permissions, expiryTime });
    const { assetContainerSasUrls = [] } = await ask('ReadWrite', hours(23));
    expect(assetContainerSasUrls).toHaveLength(2);
    const opened = new ContainerClient(assetContainerSasUrls[0] ?? '');
    await opened.getBlockBlobClient('a.txt').upload('a', 1);
    await expect(opened.getBlobClient('a.txt').delete()).rejects.toMatchObject({ statusCode: 403 });
    await expect(ask('Read', hours(25))).rejects.toMatchObject({ statusCode: 400 });
    await expect(ask('Read', hours(-1))).rejects.toMatchObject({ statusCode: 400 });
    await expect(ask('Everything', hours(1))).rejects.toMatchObject({ statusCode: 400 });
    await client.assets.delete(resourceGroup, accountName, 'sas');
    expect(await laptop.blobs.getContainerClient('testasset0').exists()).toBe(false);
  });

  it('gets errors for missing resources and conflicts', async () => {
    await expect(client.assets.get(resourceGroup, accountName, 'none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'ResourceNotFound',
    });
    await expect(client.jobs.get(resourceGroup, accountName, 'none', 'none')).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(client.assets.get('other', accountName, 'none')).rejects.toMatchObject({ statusCode: 404 });
    await client.assets.createOrUpdate(resourceGroup, accountName, 'first', { container: 'shared-one' });
    await expect(
      client.assets.createOrUpdate(resourceGroup, accountName, 'second', { container: 'shared-one' }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });
});

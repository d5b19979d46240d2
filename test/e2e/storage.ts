import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { accountForTests, type TestAccount } from '../setup/shared-azurite.js';

export type Row = Record<string, unknown> & { partitionKey: string; rowKey: string };

/** The storage account of a test file, with its manifest table, and what tests do with it. */
export interface Storage extends TestAccount {
  /** The settings by which an app uses it. */
  settings: Record<string, string>;
  /** All rows of the manifest table, without what tells when they were written. */
  rows(): Promise<Row[]>;
  clear(): Promise<void>;
  /** Makes the container with these JPEGs in it. */
  putImages(container: string, images: Record<string, Buffer>): Promise<void>;
}

/** When, how often and by way of which owners a row was written is no part of what it says; orders differ in it. */
const WRITE_TIMES = [
  ...['timestamp', 'etag', 'odata.metadata', 'finishedSeenAt', 'changedAt', 'missingSince'],
  ...['seq', 'ownerSeq', 'formerOwners'],
];

export async function makeStorage(): Promise<Storage> {
  const account = accountForTests();
  const { connectionString } = account;
  const table = TableClient.fromConnectionString(connectionString, 'thumbnails', { allowInsecureConnection: true });
  await table.createTable();
  const blobs = BlobServiceClient.fromConnectionString(connectionString);

  return {
    ...account,
    settings: {
      MANIFEST_STORAGE_CONNECTION_STRING: connectionString,
      MEDIA_STORAGE_CONNECTION_STRING: connectionString,
      MANIFEST_CACHE_SECONDS: '0',
    },
    rows: async () => {
      const rows: Row[] = [];
      for await (const { partitionKey = '', rowKey = '', ...columns } of table.listEntities()) {
        const said = Object.entries(columns).filter(([name]) => !WRITE_TIMES.includes(name));
        rows.push({ partitionKey, rowKey, ...Object.fromEntries(said) });
      }
      return rows;
    },
    clear: async () => {
      for await (const { partitionKey = '', rowKey = '' } of table.listEntities()) {
        await table.deleteEntity(partitionKey, rowKey);
      }
    },
    putImages: async (name, images) => {
      const container = blobs.getContainerClient(name);
      await container.create();
      const blobHTTPHeaders = { blobContentType: 'image/jpeg' };
      for (const [blob, image] of Object.entries(images)) {
        await container.getBlockBlobClient(blob).upload(image, image.length, { blobHTTPHeaders });
      }
    },
  };
}

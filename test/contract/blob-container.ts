import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { createBlobImageStore } from '../../src/adapters/blob/blob-image-store.js';
import { createSharedKeys } from '../../src/adapters/blob/signing-keys.js';

let containers = 0;

/** A new container with these blobs, and the store that reads it. */
export async function aContainerOf(connectionString: string, blobs: Record<string, string | Uint8Array>) {
  const client = BlobServiceClient.fromConnectionString(connectionString);
  if (!(client.credential instanceof StorageSharedKeyCredential)) throw new Error('no key');
  const container = client.getContainerClient(`asset-of-${String(++containers)}`);
  await container.create();
  for (const [name, content] of Object.entries(blobs)) {
    await container.getBlockBlobClient(name).uploadData(Buffer.from(content));
  }
  const account = {
    name: client.accountName,
    containerPatterns: ['*'],
    client,
    keys: createSharedKeys(client, client.credential),
  };
  const location = { account: client.accountName, container: container.containerName, prefix: '' };
  return { store: createBlobImageStore([account]), account, location, container };
}

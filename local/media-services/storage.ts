import { BlobServiceClient, StorageSharedKeyCredential, type ContainerClient } from '@azure/storage-blob';

/** The storage account of inputs and images. */
export interface Storage {
  readonly accountName: string;
  readonly credential: StorageSharedKeyCredential;
  container(name: string): ContainerClient;
}

/** Opens no connection. Throws for a connection string without an account key; the message does not contain it. */
export function openStorage(connectionString: string): Storage {
  let blobs: BlobServiceClient;
  try {
    blobs = BlobServiceClient.fromConnectionString(connectionString);
  } catch (cause) {
    throw new Error('the storage connection string cannot be read', { cause });
  }
  const { credential } = blobs;
  if (!(credential instanceof StorageSharedKeyCredential)) {
    throw new Error(
      'the storage connection string must hold an account key: the encoder signs container SAS URLs with it',
    );
  }
  return {
    accountName: blobs.accountName,
    credential,
    container: (name) => blobs.getContainerClient(name),
  };
}

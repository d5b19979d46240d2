import type { BlobClient, BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import { Failure } from '../../application/failure.js';
import { hasDotSegments } from '../../domain/image-listing.js';
import type { AllowedAccount, ImageLocation } from '../../domain/location.js';
import type { SigningKeys } from './signing-keys.js';

/** A storage account with images: its rules, the client that reads it, and the keys that sign for it. */
export interface MediaAccount extends AllowedAccount {
  client: BlobServiceClient;
  keys: SigningKeys;
}

/** The accounts of the settings, by name. Callers check locations before, so another name is a bug. */
export function accountNamed(accounts: readonly MediaAccount[], name: string): MediaAccount {
  const account = accounts.find((one) => one.name === name);
  if (account === undefined) throw new Failure('access-denied', `storage account '${name}' is not in the settings`);
  return account;
}

export function containerOf(accounts: readonly MediaAccount[], { account, container }: ImageLocation): ContainerClient {
  return accountNamed(accounts, account).client.getContainerClient(container);
}

/** The only way to a blob, by its name below the container. Throws `access-denied` for a name that leads to another one. */
export function blobOf(accounts: readonly MediaAccount[], location: ImageLocation, blobName: string): BlobClient {
  assertNoTraversal(blobName);
  return containerOf(accounts, location).getBlobClient(blobName);
}

export function assertNoTraversal(blobName: string): void {
  if (hasDotSegments(blobName))
    throw new Failure('access-denied', `the name of blob '${blobName}' leads out of its folder`);
}

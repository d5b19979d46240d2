import type { TokenCredential } from '@azure/core-auth';
import {
  BlobServiceClient,
  StorageSharedKeyCredential,
  type BlobClient,
  type ContainerClient,
} from '@azure/storage-blob';
import type { Clock } from '../../application/clock.js';
import { Failure } from '../../application/failure.js';
import { hasDotSegments } from '../../domain/image-listing.js';
import type { AllowedAccount, ImageLocation } from '../../domain/location.js';
import { addRetryPolicies } from '../retry.js';
import { createDelegationKeys, createSharedKeys, type SigningKeys } from './signing-keys.js';

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

/** An account that the settings list. */
interface ListedAccount {
  name: string;
  endpoint: string;
  containerPatterns: readonly string[];
}

export interface MediaAccess {
  /** Brings the account's key, and with it an account that need not be listed. */
  connectionString: string | undefined;
  accounts: readonly ListedAccount[];
  /** For an account that is not listed. */
  defaultPatterns: readonly string[];
}

/**
 * Makes the clients of the accounts that hold images, in the order in which they are listed: the first is that of assets
 * that name none. Opens no connection.
 */
export function connectMediaAccounts(
  { connectionString, accounts, defaultPatterns }: MediaAccess,
  credential: () => TokenCredential,
  clock: Clock,
): MediaAccount[] {
  const keyed = connectionString === undefined ? undefined : connectWithKey(connectionString);
  const listed = accounts.map(({ name, endpoint, containerPatterns }): MediaAccount => {
    if (name === keyed?.name) return { ...keyed, containerPatterns };
    const client = withRetryPolicies(new BlobServiceClient(endpoint, credential()));
    return { name, containerPatterns, client, keys: createDelegationKeys(client, clock) };
  });
  const isListed = listed.some(({ name }) => name === keyed?.name);
  return keyed === undefined || isListed ? listed : [...listed, { ...keyed, containerPatterns: defaultPatterns }];
}

function connectWithKey(connectionString: string): Omit<MediaAccount, 'containerPatterns'> | undefined {
  const client = withRetryPolicies(BlobServiceClient.fromConnectionString(connectionString));
  if (!(client.credential instanceof StorageSharedKeyCredential)) return undefined;
  return { name: client.accountName, client, keys: createSharedKeys(client, client.credential) };
}

/** All clients made from this one share its pipeline. */
function withRetryPolicies(client: BlobServiceClient): BlobServiceClient {
  // The SDK names no public way to its pipeline; the compiler and the tests see it when this one goes.
  addRetryPolicies(client['storageClientContext'].pipeline);
  return client;
}

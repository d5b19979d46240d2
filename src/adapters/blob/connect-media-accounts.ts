import type { TokenCredential } from '@azure/core-auth';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import type { Clock } from '../../application/clock.js';
import { addRetryPolicies } from '../retry.js';
import { createDelegationKeys } from './delegation-keys.js';
import type { MediaAccount } from './media-account.js';
import { createSharedKeys } from './shared-keys.js';

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

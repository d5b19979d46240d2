import type { TokenCredential } from '@azure/core-auth';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import type { Clock } from '../../application/ports.js';
import { BLOB_RETRY_OPTIONS } from '../patience.js';
import { makeDelegationKeys } from './delegation-keys.js';
import type { MediaAccount } from './media-account.js';
import { makeSharedKeys } from './shared-keys.js';

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

/** Makes the clients of the accounts that hold images; opens no connection. */
export function connectMediaAccounts(
  { connectionString, accounts, defaultPatterns }: MediaAccess,
  credential: () => TokenCredential,
  clock: Clock,
): MediaAccount[] {
  const retry = { retryOptions: BLOB_RETRY_OPTIONS };
  const keyed = connectionString === undefined ? [] : [BlobServiceClient.fromConnectionString(connectionString, retry)];
  const withKey = keyed.flatMap((client): MediaAccount[] => {
    if (!(client.credential instanceof StorageSharedKeyCredential)) return [];
    const listed = accounts.find(({ name }) => name === client.accountName);
    const containerPatterns = listed?.containerPatterns ?? defaultPatterns;
    return [{ name: client.accountName, containerPatterns, client, keys: makeSharedKeys(client, client.credential) }];
  });
  const others = accounts.filter(({ name }) => !withKey.some((one) => one.name === name));
  const withIdentity = others.map(({ name, endpoint, containerPatterns }): MediaAccount => {
    const client = new BlobServiceClient(endpoint, credential(), retry);
    return { name, containerPatterns, client, keys: makeDelegationKeys(client, clock) };
  });
  return [...withKey, ...withIdentity];
}

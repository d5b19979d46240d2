import type { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { mapAzureErrors } from '../azure-failure.js';
import type { SigningKeys } from './signing-keys.js';

/** Signs with the account's own key: for Azurite and for development, where the settings hold a connection string. */
export function createSharedKeys(
  client: Pick<BlobServiceClient, 'accountName' | 'getAccountInfo'>,
  credential: StorageSharedKeyCredential,
): SigningKeys {
  // The key itself signs this text: another key gives another tag, and the tag reveals no key.
  const key = { tag: credential.computeHMACSHA256('stillframe-key-tag'), shared: credential };
  return {
    keyFor: () => Promise.resolve(key),
    ask: async () => {
      const info = await mapAzureErrors(`account key of ${client.accountName}`, () => client.getAccountInfo());
      return { key, serverTime: info.date };
    },
  };
}

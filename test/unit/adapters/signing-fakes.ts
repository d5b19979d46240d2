import { BlobServiceClient, StorageSharedKeyCredential, type UserDelegationKey } from '@azure/storage-blob';
import type { MediaAccount } from '../../../src/adapters/blob/media-accounts.js';
import { createSharedKeys, type SigningKeys } from '../../../src/adapters/blob/signing-keys.js';

/** The bounds of a day in November 2026. */
export function day(date: number): { start: Date; expiry: Date } {
  return { start: new Date(Date.UTC(2026, 10, date - 1)), expiry: new Date(Date.UTC(2026, 10, date + 3)) };
}

export function aDelegationKey(secret: string, bounds = day(20)): UserDelegationKey {
  return {
    signedObjectId: '00000000-0000-0000-0000-0000000000aa',
    signedTenantId: '00000000-0000-0000-0000-0000000000bb',
    signedStartsOn: bounds.start,
    signedExpiresOn: bounds.expiry,
    signedService: 'b',
    signedVersion: '2025-11-05',
    value: Buffer.from(`secret ${secret}`).toString('base64'),
  };
}

export function aKeyedAccount(url = 'https://contosomedia.blob.core.windows.net', secret = 'secret'): MediaAccount {
  const credential = new StorageSharedKeyCredential('contosomedia', Buffer.from(secret).toString('base64'));
  return anAccount(url, createSharedKeys(new BlobServiceClient(url, credential), credential));
}

/** The one key of an account, whatever it is asked for. */
export function lentKeys(delegated: UserDelegationKey): SigningKeys {
  const key = { tag: 't', delegated };
  return { keyFor: () => Promise.resolve(key), ask: () => Promise.resolve({ key, serverTime: undefined }) };
}

export function anAccount(url: string, keys: SigningKeys): MediaAccount {
  return { name: 'contosomedia', containerPatterns: ['asset-*'], client: new BlobServiceClient(url), keys };
}

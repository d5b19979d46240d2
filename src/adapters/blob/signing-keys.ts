import type { StorageSharedKeyCredential, UserDelegationKey } from '@azure/storage-blob';

/** What signs: the account's key, or a user delegation key with the account it belongs to. `tag` names it, in hash. */
export type SigningKey = { tag: string } & ({ shared: StorageSharedKeyCredential } | { delegated: UserDelegationKey });

/** Lends the key for a period; one call to storage at most. */
export interface SigningKeys {
  keyFor(bounds: { start: Date; expiry: Date }): Promise<SigningKey>;
}

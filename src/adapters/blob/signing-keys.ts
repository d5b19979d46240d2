import type { StorageSharedKeyCredential, UserDelegationKey } from '@azure/storage-blob';

/** What signs: the account's key, or a user delegation key with the account it belongs to. `tag` names it, in hash. */
export type SigningKey = { tag: string } & ({ shared: StorageSharedKeyCredential } | { delegated: UserDelegationKey });

/** The period of a user delegation key. */
export interface KeyBounds {
  start: Date;
  expiry: Date;
}

/** The keys that sign for one account. */
export interface SigningKeys {
  /** One call to storage at most, and none while the key is cached. */
  keyFor(bounds: KeyBounds): Promise<SigningKey>;
  /** Always calls storage, whose answer has its own time. */
  ask(bounds: KeyBounds): Promise<{ key: SigningKey; serverTime: Date | undefined }>;
}

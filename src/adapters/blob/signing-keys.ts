import type { BlobServiceClient, StorageSharedKeyCredential, UserDelegationKey } from '@azure/storage-blob';
import { createHash } from 'node:crypto';
import type { Clock } from '../../application/clock.js';
import { mapAzureErrors } from '../azure-failure.js';

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

/** A revoked key signs no longer than this. */
const REFRESH_MS = 60 * 60_000;
/** Two: the day's key, and at midnight that of the windows that began the day before. */
const MAX_KEYS = 2;

/** The part of a `BlobServiceClient` that gets keys. */
interface KeySource {
  accountName: string;
  getUserDelegationKey(startsOn: Date, expiresOn: Date): Promise<UserDelegationKey & { date?: Date }>;
}

interface CachedKey {
  key: SigningKey | undefined;
  askedAt: number;
  asking: Promise<SigningKey> | undefined;
}

/**
 * User delegation keys by their bounds. Each is fetched once and refreshed every hour, with one call at a time. If a refresh
 * fails, the cached key signs on until its expiry.
 * https://learn.microsoft.com/rest/api/storageservices/get-user-delegation-key
 */
export function createDelegationKeys(client: KeySource, clock: Clock): SigningKeys {
  const cached = new Map<string, CachedKey>();

  return {
    async keyFor({ start, expiry }) {
      const name = start.toISOString();
      const entry = cached.get(name) ?? { key: undefined, askedAt: 0, asking: undefined };
      cached.set(name, entry);
      for (const old of [...cached.keys()].sort().slice(0, -MAX_KEYS)) cached.delete(old);
      const now = clock().getTime();
      if (entry.key !== undefined && now - entry.askedAt < REFRESH_MS) return entry.key;
      entry.asking ??= ask({ start, expiry })
        .then(({ key }) => key)
        .finally(() => (entry.asking = undefined));
      try {
        entry.key = await entry.asking;
      } catch (error) {
        if (entry.key === undefined) throw error;
      }
      entry.askedAt = now;
      return entry.key;
    },
    ask,
  };

  async function ask({ start, expiry }: KeyBounds): Promise<{ key: SigningKey; serverTime: Date | undefined }> {
    const what = `user delegation key of ${client.accountName}`;
    const delegated = await mapAzureErrors(what, () => client.getUserDelegationKey(start, expiry));
    const tag = createHash('sha256').update(delegated.value).digest('base64url').slice(0, 16);
    return { key: { tag, delegated }, serverTime: delegated.date };
  }
}

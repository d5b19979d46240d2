import type { BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import type { AllowedAccount, Place } from '../../domain/place.js';
import { Failure } from '../../application/failure.js';
import type { SigningKeys } from './signing-keys.js';

/** A storage account with images: its rules, the client that reads it, and the keys that sign for it. */
export interface MediaAccount extends AllowedAccount {
  client: BlobServiceClient;
  keys: SigningKeys;
}

/** The accounts of the settings, by name. Asking for another is a bug: places are checked before they come here. */
export function accountNamed(accounts: readonly MediaAccount[], name: string): MediaAccount {
  const account = accounts.find((one) => one.name === name);
  if (account === undefined) throw new Failure('access-denied', `storage account '${name}' is not in the settings`);
  return account;
}

export function containerOf(accounts: readonly MediaAccount[], { account, container }: Place): ContainerClient {
  return accountNamed(accounts, account).client.getContainerClient(container);
}

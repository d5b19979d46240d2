import { ContainerSASPermissions, generateBlobSASQueryParameters, SASProtocol } from '@azure/storage-blob';
import type { Storage } from '../storage.js';
import { badRequest } from './arm-error.js';

const day = 24 * 60 * 60 * 1_000;
const letters = { Read: 'rl', ReadWrite: 'rwl', ReadWriteDelete: 'rwdl' } as const;

/** A version that Azure and Azurite both know; the SDK's own may be newer than the emulator. */
const version = '2025-11-05';

/**
 * The container's SAS URLs: two, as Media Services gives them, one for each of the account's keys. Here both are of the one key that
 * the connection string has. The expiry "must be less than 24 hours from the current time" (ListContainerSasInput).
 */
export function containerSasUrls(
  storage: Storage,
  container: string,
  asked: { permissions: keyof typeof letters; expiryTime: string },
  now: Date,
): string[] {
  const expiresOn = new Date(asked.expiryTime);
  const left = expiresOn.getTime() - now.getTime();
  if (left <= 0 || left >= day) throw badRequest('expiryTime must be in the future and less than 24 hours from now.');
  const permissions = ContainerSASPermissions.parse(letters[asked.permissions]);
  const protocol = SASProtocol.HttpsAndHttp;
  const sas = generateBlobSASQueryParameters(
    { containerName: container, permissions, expiresOn, protocol, version },
    storage.credential,
  );
  const url = `${storage.container(container).url}?${sas.toString()}`;
  return [url, url];
}

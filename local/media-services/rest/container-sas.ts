import { ContainerSASPermissions, generateBlobSASQueryParameters, SASProtocol } from '@azure/storage-blob';
import type { Storage } from '../storage.js';
import { badRequest } from './arm-error.js';

const day = 24 * 60 * 60 * 1_000;
const letters = { Read: 'rl', ReadWrite: 'rwl', ReadWriteDelete: 'rwdl' } as const;

/** A version that Azure and Azurite support; the SDK's default may be too new for Azurite. */
const version = '2025-11-05';

/**
 * Returns two SAS URLs, as Media Services does, which signs with both keys of the account; here both have the key of the
 * connection string. The expiry "must be less than 24 hours from the current time" (ListContainerSasInput).
 */
export function containerSasUrls(
  storage: Storage,
  container: string,
  request: { permissions: keyof typeof letters; expiryTime: string },
  now: Date,
): string[] {
  const expiresOn = new Date(request.expiryTime);
  const left = expiresOn.getTime() - now.getTime();
  if (left <= 0 || left >= day) throw badRequest('expiryTime must be in the future and less than 24 hours from now.');
  const permissions = ContainerSASPermissions.parse(letters[request.permissions]);
  const protocol = SASProtocol.HttpsAndHttp;
  const sas = generateBlobSASQueryParameters(
    { containerName: container, permissions, expiresOn, protocol, version },
    storage.credential,
  );
  const url = `${storage.container(container).url}?${sas.toString()}`;
  return [url, url];
}

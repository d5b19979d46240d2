import * as z from 'zod';
import type { Asset } from '../../application/recording/ports.js';
import { text } from './lenient-schema.js';

const schema = z.object({
  container: text,
  assetId: text,
  alternateId: text,
  storageAccountName: text,
  storageEncryptionFormat: text,
});

/**
 * An asset as the client answers it. Without a container of its own it has the one that is named after its id; undefined
 * where neither is there.
 */
export function toAsset(name: string, answered: unknown): Asset | undefined {
  const { container, assetId, alternateId, storageAccountName, storageEncryptionFormat } = schema.parse(answered);
  if (container === undefined && assetId === undefined) return undefined;
  return {
    name,
    container: container ?? `asset-${assetId ?? ''}`,
    isClientEncrypted: storageEncryptionFormat === 'MediaStorageClientEncryption',
    ...(assetId !== undefined && { assetId }),
    ...(alternateId !== undefined && { alternateId }),
    // Azure knows accounts in lower case alone.
    ...(storageAccountName !== undefined && { storageAccount: storageAccountName.toLowerCase() }),
  };
}

import type { Asset as AnsweredAsset } from '@azure/arm-mediaservices';
import type { Asset } from '../../application/ports.js';

/** An asset as the client answers it. Without a container of its own it has the one that is named after its id. */
export function toAsset(name: string, asset: AnsweredAsset): Asset {
  return {
    name,
    container: asset.container ?? `asset-${asset.assetId ?? ''}`,
    isClientEncrypted: asset.storageEncryptionFormat === 'MediaStorageClientEncryption',
    ...(asset.assetId !== undefined && { assetId: asset.assetId }),
    ...(asset.alternateId !== undefined && { alternateId: asset.alternateId }),
    ...(asset.storageAccountName !== undefined && { storageAccount: asset.storageAccountName }),
  };
}

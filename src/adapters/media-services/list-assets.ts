import type { AzureMediaServices } from '@azure/arm-mediaservices';
import type { Asset } from '../../application/ports.js';
import { statusOf, translated } from '../azure-failure.js';
import type { MediaServicesAccount } from './arm-media-library.js';
import { toAsset } from './to-asset.js';

/**
 * All assets of an account: the API finds none by its container. One call per thousand; none where the account is gone.
 * https://learn.microsoft.com/rest/api/media/assets/list
 */
export function listAssets(
  connect: () => Promise<AzureMediaServices>,
  { resourceGroup, account }: MediaServicesAccount,
): Promise<Asset[]> {
  return translated('Media Services: list the assets', async () => {
    const assets: Asset[] = [];
    try {
      const client = await connect();
      for await (const asset of client.assets.list(resourceGroup, account)) {
        if (asset.name !== undefined) assets.push(toAsset(asset.name, asset));
      }
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
    return assets;
  });
}

import type { AzureMediaServices } from '@azure/arm-mediaservices';
import * as z from 'zod';
import type { Asset } from '../../application/recording/ports.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import type { MediaServicesAccount } from './arm-media-library.js';
import { text } from './lenient-schema.js';
import { toAsset } from './to-asset.js';

const named = z.object({ name: text });

/**
 * All assets of an account that name a container: the API finds none by it. One call per thousand; none where the account is
 * gone.
 * https://learn.microsoft.com/rest/api/media/assets/list
 */
export function listAssets(
  connect: () => Promise<AzureMediaServices>,
  { resourceGroup, account }: MediaServicesAccount,
): Promise<Asset[]> {
  return mapAzureErrors('Media Services: list the assets', async () => {
    const assets: Asset[] = [];
    try {
      const client = await connect();
      for await (const asset of client.assets.list(resourceGroup, account)) {
        const name = named.safeParse(asset).data?.name;
        const known = name === undefined ? undefined : toAsset(name, asset);
        if (known !== undefined) assets.push(known);
      }
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
    return assets;
  });
}

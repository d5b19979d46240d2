import type { Asset } from '../../src/application/recording/ports.js';
import type { ImageLocation } from '../../src/domain/location.js';

/**
 * Finds assets of Media Services by their containers, which the API cannot: all are listed once, at the first call. The default
 * account is that of assets without one.
 */
export function createAssetIndex(listAssets: () => Promise<readonly Asset[]>, defaultAccount: string) {
  let index: Promise<Map<string, Asset>> | undefined;
  const read = async (): Promise<Map<string, Asset>> => {
    const assets = await listAssets();
    // Where assets share a container, the first of the list is used, so that all runs agree.
    return new Map(assets.toReversed().map((asset) => [keyOf(asset.storageAccount ?? defaultAccount, asset), asset]));
  };
  return async (location: ImageLocation): Promise<Asset | undefined> =>
    (await (index ??= read())).get(keyOf(location.account, location));
}

function keyOf(account: string, { container }: { container: string }): string {
  return `${account}/${container}`;
}

import type { Asset } from '../../src/application/ports.js';
import type { ImageLocation } from '../../src/domain/location.js';

/**
 * The assets of Media Services by their containers. All are listed once, when the first is asked for: nothing finds one by
 * its container. The default account is that of assets that name none.
 */
export function createAssetIndex(listAssets: () => Promise<readonly Asset[]>, defaultAccount: string) {
  let index: Promise<Map<string, Asset>> | undefined;
  const read = async (): Promise<Map<string, Asset>> => {
    const assets = await listAssets();
    // Of several assets that share a container the first of the list has it, whichever run looks.
    return new Map(assets.toReversed().map((asset) => [keyOf(asset.storageAccount ?? defaultAccount, asset), asset]));
  };
  return async (location: ImageLocation): Promise<Asset | undefined> =>
    (await (index ??= read())).get(keyOf(location.account, location));
}

function keyOf(account: string, { container }: { container: string }): string {
  return `${account}/${container}`;
}

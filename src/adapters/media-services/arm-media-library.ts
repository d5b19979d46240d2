import type { AzureMediaServices } from '@azure/arm-mediaservices';
import * as z from 'zod';
import { Failure } from '../../application/failure.js';
import type { Asset, MediaLibrary } from '../../application/recording/ports.js';
import { isResourceName, isUnusualName } from '../../domain/resource-name.js';
import { memoize } from '../../memoize.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import { listOf, text } from '../outside-values.js';
import { readImageRules } from './image-rules.js';
import { toJob } from './to-job.js';

const transformSchema = z.object({
  outputs: listOf(z.object({ preset: z.unknown().optional() }), { preset: undefined }),
});

/** A Media Services account by its names. */
export interface MediaServicesAccount {
  resourceGroup: string;
  account: string;
}

/**
 * Reads assets, jobs and transforms from Media Services, or from a service that speaks its API. `connect` makes the
 * client at the first call, since the package takes long to load and queries never need it.
 */
export function createArmMediaLibrary(
  { resourceGroup, account }: MediaServicesAccount,
  videoIdKey: string,
  connect: () => Promise<AzureMediaServices>,
): MediaLibrary {
  const client = memoize(connect);
  /** Undefined for a resource that does not exist. Anybody may send an event, so its names are checked before they enter a URL. */
  const ask = <T>(
    what: string,
    names: readonly string[],
    call: (ams: AzureMediaServices) => Promise<T>,
  ): Promise<T | undefined> =>
    mapAzureErrors(`Media Services: ${what}`, async () => {
      if (!names.every(isResourceName)) return undefined;
      try {
        return await call(await client());
      } catch (error) {
        const isAbsent = statusOf(error) === 404 || (statusOf(error) === 400 && names.some(isUnusualName));
        if (isAbsent) return undefined;
        throw error;
      }
    });

  return {
    findAsset: (name) =>
      ask('read an asset', [name], async (ams) => {
        const asset = toAsset(name, await ams.assets.get(resourceGroup, account, name));
        if (asset === undefined)
          throw new Failure('unavailable', 'Media Services: read an asset: it names no container');
        return asset;
      }),
    findJob: ({ transform, job }) =>
      ask('read a job', [transform, job], async (ams) =>
        toJob(await ams.jobs.get(resourceGroup, account, transform, job), videoIdKey),
      ),
    findTransform: (name) =>
      ask('read a transform', [name], async (ams) => {
        const { outputs } = transformSchema.parse(await ams.transforms.get(resourceGroup, account, name));
        return outputs?.map(({ preset }) => readImageRules(preset));
      }),
  };
}

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

const assetSchema = z.object({
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
  const { container, assetId, alternateId, storageAccountName, storageEncryptionFormat } = assetSchema.parse(answered);
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

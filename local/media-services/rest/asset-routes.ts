import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Storage } from '../storage.js';
import type { AssetRecord } from '../store/records.js';
import type { JsonFolder } from '../store/json-folder.js';
import { badRequest, conflict, notFound } from './arm-error.js';
import { readAssetBody, readSasBody } from './bodies.js';
import { containerSasUrls } from './container-sas.js';
import { listPage, type Fields, type Paging } from './list.js';
import { resourceName } from './names.js';

export interface AssetRoutes {
  readonly assets: JsonFolder<AssetRecord>;
  readonly storage: Storage;
  readonly now: () => Date;
  readonly present: (asset: AssetRecord) => object;
  readonly paging: Paging;
}

const fields: Fields<AssetRecord> = {
  name: (asset) => asset.name,
  'properties/alternateId': (asset) => asset.alternateId,
  'properties/assetId': (asset) => asset.assetId,
  'properties/created': (asset) => asset.created,
};

/** Assets: put, get, list, delete, listContainerSas. */
export function assetRoutes({ assets, storage, now, present, paging }: AssetRoutes): Router {
  const router = Router({ mergeParams: true });

  function find(parameter: string | string[] | undefined): AssetRecord {
    const name = resourceName(parameter, 'asset');
    const asset = assets.get(name);
    if (!asset) throw notFound('Asset', name);
    return asset;
  }

  function created(name: string, container: string | undefined): AssetRecord {
    const assetId = randomUUID();
    const time = now().toISOString();
    const containerName = container ?? `asset-${assetId}`;
    if (assets.values().some((other) => other.container === containerName)) {
      throw conflict(`The storage container '${containerName}' is already used by another asset.`);
    }
    return { name, assetId, container: containerName, created: time, lastModified: time };
  }

  router.get('/assets', (request, response) => {
    const { value, ...more } = listPage(request, assets.values(), fields, paging);
    response.json({ value: value.map(present), ...more });
  });

  router.put('/assets/:name', async (request, response) => {
    const name = resourceName(request.params.name, 'asset');
    const { container, storageAccountName, alternateId, description } = readAssetBody(request.body).properties;
    if (storageAccountName !== undefined && storageAccountName !== storage.accountName) {
      throw badRequest(`properties.storageAccountName must be '${storage.accountName}', the only storage account.`);
    }
    const known = assets.get(name);
    if (known && container !== undefined && container !== known.container) {
      throw badRequest(`The container of an asset cannot be changed; it is '${known.container}'.`);
    }
    const asset = known ?? created(name, container);
    await storage.container(asset.container).createIfNotExists();
    const changed = { ...asset, alternateId, description, lastModified: now().toISOString() };
    await assets.save(name, changed);
    response.status(known ? 200 : 201).json(present(changed));
  });

  router.get('/assets/:name', (request, response) => {
    response.json(present(find(request.params.name)));
  });

  router.post('/assets/:name/listContainerSas', (request, response) => {
    const asset = find(request.params.name);
    const assetContainerSasUrls = containerSasUrls(storage, asset.container, readSasBody(request.body), now());
    response.json({ assetContainerSasUrls });
  });

  // Deleting an asset deletes its container too, as the service did.
  router.delete('/assets/:name', async (request, response) => {
    const name = resourceName(request.params.name, 'asset');
    const asset = assets.get(name);
    if (asset) {
      await storage.container(asset.container).deleteIfExists();
      await assets.remove(name);
    }
    response.status(asset ? 200 : 204).end();
  });

  return router;
}

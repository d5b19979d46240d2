import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startAzurite, type Azurite } from '../../local/azurite.js';
import { imageName, TINY_IMAGE } from '../tiny-image.js';

const METADATA = { AssetFile: [{ Duration: 'PT3H', VideoTracks: [{ FrameRate: 25 }] }] };
const ports = { blobPort: 0, queuePort: 0, tablePort: 0 };

/** As much of Azurite's own file as is rewritten here; positions in `values` are those of `data`, in order. */
const database = z.looseObject({
  collections: z.array(
    z.looseObject({
      name: z.string(),
      data: z.array(z.looseObject({ $loki: z.number(), name: z.string().optional() })),
      maxId: z.number(),
      binaryIndices: z.record(z.string(), z.looseObject({ values: z.array(z.number()) })),
    }),
  ),
});

/**
 * Storage with one container of so many images and the encoder's metadata. Azurite looks through all blobs for each
 * that is uploaded, which takes minutes for ten thousand: so one image is uploaded, and its entry in Azurite's own
 * file is repeated under the other names while Azurite is down.
 */
export async function startStorageWithImages(folder: string, container: string, images: number): Promise<Azurite> {
  const before = await startAzurite({ location: folder, ...ports });
  try {
    await uploadOne(before.connectionString, container);
  } finally {
    await before.stop();
  }
  await repeatImage(join(folder, '__azurite_db_blob__.json'), images);
  return startAzurite({ location: folder, ...ports });
}

async function uploadOne(connectionString: string, name: string): Promise<void> {
  await TableClient.fromConnectionString(connectionString, 'thumbnails', {
    allowInsecureConnection: true,
  }).createTable();
  const container = BlobServiceClient.fromConnectionString(connectionString).getContainerClient(name);
  await container.create();
  const metadata = JSON.stringify(METADATA);
  await container.getBlockBlobClient(imageName(1)).upload(TINY_IMAGE, TINY_IMAGE.length);
  await container.getBlockBlobClient('clip_metadata.json').upload(metadata, metadata.length);
  await container.getBlockBlobClient('clip_manifest.json').upload(metadata, metadata.length);
}

async function repeatImage(file: string, images: number): Promise<void> {
  const content = database.parse(JSON.parse(await readFile(file, 'utf8')));
  const blobs = content.collections.find(({ name }) => name === '$BLOBS_COLLECTION$');
  const image = blobs?.data.find(({ name }) => name === imageName(1));
  if (blobs === undefined || image === undefined) throw new Error('Azurite keeps its blobs in another way now');
  const others = blobs.data.filter((one) => one !== image).sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
  const repeated = Array.from({ length: images }, (_, i) => ({ ...image, name: imageName(i + 1) }));
  blobs.data = [...repeated, ...others].map((blob, i) => ({ ...blob, $loki: i + 1 }));
  blobs.maxId = blobs.data.length;
  for (const index of Object.values(blobs.binaryIndices)) index.values = blobs.data.map((_, position) => position);
  await writeFile(file, JSON.stringify(content));
}

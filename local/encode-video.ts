import type { AzureMediaServices, Job } from '@azure/arm-mediaservices';
import { ContainerClient } from '@azure/storage-blob';
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectMediaServices } from '../src/adapters/media-services/connect.js';
import type { EncodeOptions } from './encode-options.js';
import { encoderDefaults } from './media-services/settings.js';
import { thumbnailPreset, transformName } from './thumbnail-preset.js';

/** How far the journey is; fractions from 0 to 1. */
export interface EncodeProgress {
  uploading(fraction: number, bytes: number): void;
  encoding(fraction: number, state: string): void;
}

const ASK_EVERY_MS = 250;
const { resourceGroup, accountName, subscriptionId, apiKey } = encoderDefaults;

/**
 * The whole way a Media Services customer goes, with the real client: input asset, upload, transform, output asset, job
 * with correlation data, and its end. Throws a sentence with the encoder's reason when the job fails.
 */
export async function encodeVideo(
  encoderUrl: string,
  options: Pick<EncodeOptions, 'file' | 'videoId' | 'everyMs' | 'heights' | 'spriteColumns'>,
  progress: EncodeProgress,
): Promise<void> {
  const media = await connectMediaServices({
    endpoint: encoderUrl,
    subscriptionId,
    apiKey,
    credential: () => {
      throw new Error('the local encoder takes no Entra credential');
    },
    clock: () => new Date(),
  });
  const run = randomUUID().slice(0, 8);
  const input = `input-${run}`;
  await media.assets.createOrUpdate(resourceGroup, accountName, input, { description: basename(options.file) });
  await upload(media, input, options.file, progress);

  const transform = transformName(options);
  const outputs = [{ preset: thumbnailPreset(options) }];
  await media.transforms.createOrUpdate(resourceGroup, accountName, transform, { outputs });

  const output = `output-${run}`;
  await media.assets.createOrUpdate(resourceGroup, accountName, output, { alternateId: options.videoId });
  await media.jobs.create(resourceGroup, accountName, transform, `job-${run}`, {
    input: { odataType: '#Microsoft.Media.JobInputAsset', assetName: input, files: [basename(options.file)] },
    outputs: [{ odataType: '#Microsoft.Media.JobOutputAsset', assetName: output }],
    correlationData: { videoId: options.videoId },
  });
  await untilFinished(() => media.jobs.get(resourceGroup, accountName, transform, `job-${run}`), progress);
}

async function upload(media: AzureMediaServices, asset: string, file: string, progress: EncodeProgress): Promise<void> {
  const { size } = await stat(file);
  const { assetContainerSasUrls: [sas] = [] } = await media.assets.listContainerSas(resourceGroup, accountName, asset, {
    permissions: 'ReadWrite',
    expiryTime: new Date(Date.now() + 60 * 60_000),
  });
  if (sas === undefined) throw new Error('The encoder gave no address to upload to.');
  progress.uploading(0, size);
  await new ContainerClient(sas).getBlockBlobClient(basename(file)).uploadFile(file, {
    blobHTTPHeaders: { blobContentType: 'application/octet-stream' },
    onProgress: ({ loadedBytes }) => {
      progress.uploading(size === 0 ? 1 : loadedBytes / size, size);
    },
  });
  progress.uploading(1, size);
}

async function untilFinished(ask: () => Promise<Job>, progress: EncodeProgress): Promise<void> {
  for (;;) {
    const { state = 'Queued', outputs = [] } = await ask();
    const [output] = outputs;
    progress.encoding((output?.progress ?? 0) / 100, state);
    if (state === 'Finished') return;
    if (state === 'Canceled') throw new Error('The job was canceled.');
    if (state === 'Error') {
      const { message = 'no reason is given', details = [] } = output?.error ?? {};
      const reasons = [message, ...details.map((detail) => detail.message ?? '')].filter((reason) => reason !== '');
      throw new Error(`The job failed: ${[...new Set(reasons)].join(' ')}`);
    }
    await wait(ASK_EVERY_MS);
  }
}

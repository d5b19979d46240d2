import type { AzureMediaServices, Job } from '@azure/arm-mediaservices';
import { AnonymousCredential, ContainerClient, RestError } from '@azure/storage-blob';
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectMediaServices } from '../src/adapters/media-services/connect-media-services.js';
import type { EncodeOptions } from './encode-options.js';
import { encoderDefaults } from './media-services/settings.js';
import { thumbnailPreset, transformName } from './thumbnail-preset.js';

/** Receives the progress of upload and encoding; fractions are from 0 to 1. */
export interface EncodeProgress {
  uploading(fraction: number, bytes: number): void;
  encoding(fraction: number, state: string): void;
  /** What is wrong with the images of a job that has finished. */
  warning?(text: string): void;
}

/** `run` is the suffix of the names of assets and job; where the job of a run exists, it is not submitted again. */
export type VideoToEncode = { run?: string } & Pick<
  EncodeOptions,
  'file' | 'videoId' | 'everyMs' | 'heights' | 'spriteColumns'
>;

const POLL_INTERVAL_MS = 250;
/** Storage is on this machine: what it cannot do now it cannot do in a second either. */
const UPLOAD_RETRIES = { maxTries: 1 };
const { resourceGroup, accountName, subscriptionId, apiKey } = encoderDefaults;

/**
 * Encodes a file with the Media Services client: input asset, upload, transform, output asset, and a job with correlation
 * data. Waits until the job has finished, and answers the output asset's name; throws the encoder's reason when it fails.
 */
export async function encodeVideo(
  encoderUrl: string,
  options: VideoToEncode,
  progress: EncodeProgress,
  signal: AbortSignal = AbortSignal.any([]),
): Promise<string> {
  const media = await connectMediaServices({
    endpoint: encoderUrl,
    subscriptionId,
    apiKey,
    credential: () => {
      throw new Error('the local encoder takes no Entra credential');
    },
    clock: () => new Date(),
  });
  const { run = randomUUID().slice(0, 8) } = options;
  const transform = transformName(options);
  const job = (): Promise<Job> => media.jobs.get(resourceGroup, accountName, transform, `job-${run}`);
  const isSubmitted = options.run !== undefined && (await job().then(isAlive, () => false));
  if (!isSubmitted) await submit(media, run, transform, options, progress, signal);
  await waitForJob(job, progress, signal);
  return outputName(run);
}

const outputName = (run: string): string => `output-${run}`;

async function submit(
  media: AzureMediaServices,
  run: string,
  transform: string,
  options: VideoToEncode,
  progress: EncodeProgress,
  signal: AbortSignal,
): Promise<void> {
  const input = `input-${run}`;
  await media.assets.createOrUpdate(resourceGroup, accountName, input, { description: basename(options.file) });
  await upload(media, input, options.file, progress, signal);

  const outputs = [{ preset: thumbnailPreset(options) }];
  await media.transforms.createOrUpdate(resourceGroup, accountName, transform, { outputs });

  const output = outputName(run);
  await media.assets.createOrUpdate(resourceGroup, accountName, output, { alternateId: options.videoId });
  await media.jobs.create(resourceGroup, accountName, transform, `job-${run}`, {
    input: { odataType: '#Microsoft.Media.JobInputAsset', assetName: input, files: [basename(options.file)] },
    outputs: [{ odataType: '#Microsoft.Media.JobOutputAsset', assetName: output }],
    correlationData: { videoId: options.videoId },
  });
}

function isAlive({ state }: Job): boolean {
  return state !== 'Error' && state !== 'Canceled';
}

async function upload(
  media: AzureMediaServices,
  asset: string,
  file: string,
  progress: EncodeProgress,
  signal: AbortSignal,
): Promise<void> {
  const { size } = await stat(file);
  const { assetContainerSasUrls: [sas] = [] } = await media.assets.listContainerSas(resourceGroup, accountName, asset, {
    permissions: 'ReadWrite',
    expiryTime: new Date(Date.now() + 60 * 60_000),
  });
  if (sas === undefined) throw new Error('The encoder gave no address to upload to.');
  progress.uploading(0, size);
  const container = new ContainerClient(sas, new AnonymousCredential(), { retryOptions: UPLOAD_RETRIES });
  const uploading = container.getBlockBlobClient(basename(file)).uploadFile(file, {
    abortSignal: signal,
    blobHTTPHeaders: { blobContentType: 'application/octet-stream' },
    onProgress: ({ loadedBytes }) => {
      progress.uploading(size === 0 ? 1 : loadedBytes / size, size);
    },
  });
  await uploading.catch((cause: unknown) => {
    const { statusCode: status = 0 } = cause instanceof RestError ? cause : {};
    // Azurite's answer has no text when it cannot write.
    if (status < 500) throw cause;
    throw new Error(`Storage answered ${status} to the upload. See the output of npm start.`, { cause });
  });
  progress.uploading(1, size);
}

async function waitForJob(ask: () => Promise<Job>, progress: EncodeProgress, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { state = 'Queued', outputs = [] } = await ask();
    const [output] = outputs;
    progress.encoding((output?.progress ?? 0) / 100, state);
    if (state === 'Finished') {
      for (const { error } of outputs) if (error?.message) progress.warning?.(error.message);
      return;
    }
    if (state === 'Canceled') throw new Error('The job was canceled.');
    if (state === 'Error') {
      const { message = 'no reason is given', details = [] } = output?.error ?? {};
      // ffmpeg names its input by the name that the encoder gives it.
      const said = details.map((detail) => (detail.message ?? '').replaceAll('file:input: ', ''));
      const reasons = [message, ...said].filter((reason) => reason !== '');
      throw new Error(`The job failed: ${[...new Set(reasons)].join(' ')}`);
    }
    await wait(POLL_INTERVAL_MS, undefined, { signal });
  }
}

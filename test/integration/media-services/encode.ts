import type { AzureMediaServices, Job, PresetUnion, StandardEncoderPreset } from '@azure/arm-mediaservices';
import { accountName, resourceGroup, type Laptop } from './laptop.js';

/** Uploads a file as an asset's only blob, and makes the empty output assets that a job needs. */
export async function anInput(
  laptop: Laptop,
  client: AzureMediaServices,
  asset: string,
  blob: string,
  content: string | Buffer,
): Promise<void> {
  const { container = '' } = await client.assets.createOrUpdate(resourceGroup, accountName, asset, {});
  const target = laptop.blobs.getContainerClient(container).getBlockBlobClient(blob);
  if (typeof content === 'string') await target.uploadFile(content);
  else await target.upload(content, content.length);
}

/** A transform of one preset, as the SDK types it; `preset` is what the REST API takes. */
export const aPreset = (codecs: object[], formats: object[]) =>
  ({ odataType: '#Microsoft.Media.StandardEncoderPreset', codecs, formats }) as unknown as StandardEncoderPreset;

export const jpg = (rest: object) => ({ odataType: '#Microsoft.Media.JpgImage', ...rest });
export const png = (rest: object) => ({ odataType: '#Microsoft.Media.PngImage', ...rest });
export const format = (kind: 'Jpg' | 'Png', filenamePattern: string) => ({
  odataType: `#Microsoft.Media.${kind}Format`,
  filenamePattern,
});

const isFinal = (state: string | undefined) => ['Finished', 'Error', 'Canceled'].includes(state ?? '');

/** Reads a job until `isThere` likes it; by default, until it has ended. */
export async function jobWhen(
  client: AzureMediaServices,
  transform: string,
  name: string,
  isThere: (job: Job) => boolean = (job) => isFinal(job.state),
): Promise<Job> {
  for (;;) {
    const job = await client.jobs.get(resourceGroup, accountName, transform, name);
    if (isThere(job)) return job;
    if (isFinal(job.state)) throw new Error(`the job is ${job.state ?? ''}: ${JSON.stringify(job.outputs)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

let jobs = 0;

/** Runs one job of one preset on an input asset to its end; the output's blobs by name. */
export async function encode(
  laptop: Laptop,
  client: AzureMediaServices,
  input: string,
  preset: PresetUnion,
  files: string[] = [],
) {
  jobs += 1;
  const [name, output] = [`job-${jobs}`, `output-${jobs}`];
  await client.transforms.createOrUpdate(resourceGroup, accountName, name, { outputs: [{ preset }] });
  const { container = '' } = await client.assets.createOrUpdate(resourceGroup, accountName, output, {});
  await client.jobs.create(resourceGroup, accountName, name, name, {
    input: { odataType: '#Microsoft.Media.JobInputAsset', assetName: input, files },
    outputs: [{ odataType: '#Microsoft.Media.JobOutputAsset', assetName: output }],
  });
  const job = await jobWhen(client, name, name);
  const images = laptop.blobs.getContainerClient(container);
  const names: string[] = [];
  for await (const blob of images.listBlobsFlat()) names.push(blob.name);
  const read = (blob: string) => images.getBlobClient(blob).downloadToBuffer();
  return { job, error: job.outputs?.[0]?.error, names, read, container };
}

import type { AzureMediaServices, PresetUnion } from '@azure/arm-mediaservices';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { anInput, aPreset, encode, format, jobWhen, jpg, png } from './encode.js';
import { accountName, aLaptop, type Laptop, resourceGroup } from './laptop.js';

let laptop: Laptop;
let client: AzureMediaServices;
let stop: () => Promise<void>;

const names = format('Jpg', 'i-{Index}{Extension}');
const quick = aPreset([jpg({ start: '0%', range: '1' })], [names]);
/** Long enough to be met while it runs: thousands of images of a long clip. */
const slow = aPreset(
  [png({ start: '0%', step: 'PT0.04S', layers: [{ width: '640', height: '360' }] })],
  [format('Png', 'i-{Index}{Extension}')],
);
const wrong = aPreset([jpg({ start: 'PT9H' })], [names]);

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client, stop } = await laptop.start());
  const short = await laptop.clip('short.mp4', '-f', 'lavfi', '-i', 'testsrc=d=2:s=320x180');
  await anInput(laptop, client, 'short', 'short.mp4', short);
  const long = await laptop.clip('long.mp4', '-f', 'lavfi', '-i', 'testsrc=d=120:s=320x180', '-preset', 'ultrafast');
  await anInput(laptop, client, 'long', 'long.mp4', long);
});
afterAll(() => laptop.stop());

async function submit(name: string, asset: string, presets: PresetUnion[], onError = 'StopProcessingJob') {
  const outputs = presets.map((preset) => ({ preset, onError }));
  await client.transforms.createOrUpdate(resourceGroup, accountName, name, { outputs });
  for (const i of presets.keys()) await client.assets.createOrUpdate(resourceGroup, accountName, `${name}-${i}`, {});
  return client.jobs.create(resourceGroup, accountName, name, 'job', {
    input: { odataType: '#Microsoft.Media.JobInputAsset', assetName: asset },
    outputs: presets.map((_, i) => ({ odataType: '#Microsoft.Media.JobOutputAsset', assetName: `${name}-${i}` })),
  });
}

const states = (job: { outputs?: { state?: string }[] }) => job.outputs?.map(({ state }) => state);
const withProgress = (job: { outputs?: { progress?: number }[] }) => (job.outputs?.[0]?.progress ?? 0) > 0;

it('a job stops its other outputs when one fails, and reports that', async () => {
  expect((await submit('stop', 'short', [quick, wrong, quick])).state).toBe('Queued');
  const job = await jobWhen(client, 'stop', 'job');
  expect(job.state).toBe('Error');
  expect(states(job)).toEqual(['Finished', 'Error', 'Canceled']);
});

it('a job continues with ContinueJob, and does not report the failure', async () => {
  await submit('continue', 'short', [wrong, quick], 'ContinueJob');
  const job = await jobWhen(client, 'continue', 'job');
  expect(job.state).toBe('Finished');
  expect(states(job)).toEqual(['Error', 'Finished']);
});

it('a job uses a presetOverride in place of the transform', async () => {
  await client.transforms.createOrUpdate(resourceGroup, accountName, 'override', { outputs: [{ preset: wrong }] });
  await client.assets.createOrUpdate(resourceGroup, accountName, 'override-0', {});
  await client.jobs.create(resourceGroup, accountName, 'override', 'job', {
    input: {
      odataType: '#Microsoft.Media.JobInputs',
      inputs: [{ odataType: '#Microsoft.Media.JobInputAsset', assetName: 'short' }],
    },
    outputs: [{ odataType: '#Microsoft.Media.JobOutputAsset', assetName: 'override-0', presetOverride: quick }],
  });
  const job = await jobWhen(client, 'override', 'job');
  expect(job).toMatchObject({ state: 'Finished', outputs: [{ presetOverride: { codecs: [{ range: '1' }] } }] });
});

it('a job writes one Thumbnail000001.jpg for a built-in preset, and none for sound', async () => {
  const builtIn = (presetName: string) => ({
    odataType: '#Microsoft.Media.BuiltInStandardEncoderPreset' as const,
    presetName,
  });
  const video = await encode(laptop, client, 'short', builtIn('AdaptiveStreaming'));
  expect(video.names.filter((name) => !name.endsWith('.json'))).toEqual(['Thumbnail000001.jpg']);
  expect(video.job.outputs?.[0]?.label).toBe('BuiltInStandardEncoderPreset_0');
  const sound = await encode(laptop, client, 'short', builtIn('AACGoodQualityAudio'));
  expect(sound.names.filter((name) => !name.endsWith('.json'))).toEqual([]);
});

it('a running job is cancelled with its ffmpeg process and its files', async () => {
  await submit('cancel', 'long', [slow, quick]);
  await jobWhen(client, 'cancel', 'job', withProgress);
  await client.jobs.cancelJob(resourceGroup, accountName, 'cancel', 'job');
  const job = await jobWhen(client, 'cancel', 'job');
  expect(job.state).toBe('Canceled');
  expect(states(job)).toEqual(['Canceled', 'Canceled']);
  expect(readdirSync(join(laptop.folder, 'encoder', 'work'))).toEqual([]);
  await expect(client.jobs.cancelJob(resourceGroup, accountName, 'cancel', 'job')).rejects.toMatchObject({
    statusCode: 409,
    code: 'Conflict',
  });
});

it('a waiting job is cancelled', async () => {
  for (const name of ['busy-1', 'busy-2', 'waiting']) await submit(name, 'long', [slow]);
  expect((await client.jobs.get(resourceGroup, accountName, 'waiting', 'job')).state).toBe('Queued');
  for (const name of ['waiting', 'busy-1', 'busy-2']) {
    await client.jobs.cancelJob(resourceGroup, accountName, name, 'job');
    const job = await jobWhen(client, name, 'job');
    expect(job.state).toBe('Canceled');
    expect(job.startTime === undefined).toBe(name === 'waiting');
  }
});

it('a job ends when it takes too long', async () => {
  const hasty = await laptop.start({ dataFolder: join(laptop.folder, 'hasty'), jobTimeLimitSeconds: 0.5 });
  await anInput(laptop, hasty.client, 'long', 'long.mp4', join(laptop.folder, 'long.mp4'));
  const { job, error } = await encode(laptop, hasty.client, 'long', slow);
  expect(job.state).toBe('Error');
  expect(error).toMatchObject({ code: 'ServiceTransientError', retry: 'MayRetry' });
  expect(error?.message).toContain('time limit of 0.5 seconds');
  await hasty.stop();
});

it('a job that ran or waited continues after a restart', async () => {
  await submit('resumed', 'long', [aPreset([jpg({ start: '0%', step: 'PT0.5S' })], [names])]);
  await submit('queued', 'short', [quick]);
  await jobWhen(client, 'resumed', 'job', withProgress);
  await stop();
  const stored = readdirSync(join(laptop.folder, 'encoder', 'jobs'));
  expect(stored.every((name) => name.endsWith('.json'))).toBe(true);
  expect(stored.map((name) => readFileSync(join(laptop.folder, 'encoder', 'jobs', name), 'utf8')).join()).toContain(
    '"state":"Processing"',
  );
  ({ client, stop } = await laptop.start());
  for (const name of ['resumed', 'queued']) expect((await jobWhen(client, name, 'job')).state).toBe('Finished');
});

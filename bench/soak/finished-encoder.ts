import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encoderDefaults } from '../../local/media-services/settings.js';
import { openJsonFolder } from '../../local/media-services/store/json-folder.js';
import {
  jobKey,
  type AssetRecord,
  type JobRecord,
  type TransformRecord,
} from '../../local/media-services/store/records.js';
import { startServer, type ServerProcess } from '../queries/bench-host.js';
import type { SimulatedJob } from './simulated-jobs.js';

const CREATED = '2026-11-20T12:00:00.000Z';
const TRANSFORM = 'thumbnails';
/** Tells times that no name tells: so a table shows whether the preset was read. */
const PRESET = {
  '@odata.type': '#Microsoft.Media.StandardEncoderPreset' as const,
  codecs: [{ '@odata.type': '#Microsoft.Media.JpgImage', start: 'PT2S', step: 'PT4S', range: 'PT60S' }],
  formats: [
    { '@odata.type': '#Microsoft.Media.JpgFormat', filenamePattern: 'Thumbnail-{Basename}-{Index}{Extension}' },
  ],
};

/** The local encoder, in a process of its own, with jobs that it has done already: it answers what the app asks. */
export async function startFinishedEncoder(
  connectionString: string,
  jobs: readonly SimulatedJob[],
): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-soak-'));
  const open = <Value>(name: string) => openJsonFolder<Value>(join(folder, name), () => undefined);
  const [assets, jobRecords, transforms] = [
    await open<AssetRecord>('assets'),
    await open<JobRecord>('jobs'),
    await open<TransformRecord>('transforms'),
  ];
  const times = { created: CREATED, lastModified: CREATED };
  const defaults = { preset: PRESET, onError: 'StopProcessingJob' as const };
  await transforms.save(TRANSFORM, {
    name: TRANSFORM,
    ...times,
    outputs: [{ ...defaults, relativePriority: 'Normal' }],
  });
  for (const { name, assetName, assetId, container, endTime, videoId } of jobs) {
    const ended = { state: 'Finished' as const, endTime };
    await assets.save(assetName, { name: assetName, assetId, container, ...times });
    await jobRecords.save(jobKey(TRANSFORM, name), {
      ...{ transform: TRANSFORM, name, ...times, ...ended, priority: 'Normal', input: {}, inputAsset: 'input' },
      correlationData: { videoId },
      outputs: [{ assetName, label: 'thumbnails_0', ...defaults, ...ended, progress: 100 }],
    });
  }
  const served = await startServer(
    'the encoder',
    join(process.cwd(), 'dist/local/media-services/main.js'),
    ['--port', '0', '--data', folder],
    {
      STORAGE_CONNECTION_STRING: connectionString,
      EVENT_WEBHOOK_URL: '',
    },
  );
  return {
    ...served,
    stop: async () => {
      await served.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The settings by which the app asks it, at an address that may be a proxy's. */
export function encoderSettings(url: string): Record<string, string> {
  return {
    MEDIA_SERVICES_ENDPOINT: url,
    MEDIA_SERVICES_SUBSCRIPTION_ID: encoderDefaults.subscriptionId,
    MEDIA_SERVICES_RESOURCE_GROUP: encoderDefaults.resourceGroup,
    MEDIA_SERVICES_ACCOUNT: encoderDefaults.accountName,
    MEDIA_SERVICES_API_KEY: encoderDefaults.apiKey,
  };
}

import type { AzureMediaServices } from '@azure/arm-mediaservices';
import type { Asset, Job, JobOutput, MediaLibrary } from '../../application/ports.js';
import { correlatedVideo } from '../../domain/correlation.js';
import { JOB_STATES } from '../../domain/output-state.js';
import { statusOf, translated } from '../azure-failure.js';
import { readImageRules } from './image-rules.js';
import { toAsset } from './to-asset.js';

/** A Media Services account by its names. */
export interface MediaServicesAccount {
  resourceGroup: string;
  account: string;
}

/**
 * Reads assets, jobs and transforms from Media Services, or from a service that speaks its API. `connect` makes the
 * client at the first call, since the package takes long to load and queries never need it.
 */
export function makeArmMediaLibrary(
  { resourceGroup, account }: MediaServicesAccount,
  videoIdKey: string,
  connect: () => Promise<AzureMediaServices>,
): MediaLibrary {
  let client: Promise<AzureMediaServices> | undefined;
  const ask = <T>(what: string, call: (ams: AzureMediaServices) => Promise<T>): Promise<T | undefined> =>
    translated(`Media Services: ${what}`, async () => {
      try {
        return await call(await (client ??= connect()));
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    });

  return {
    findAsset: (name) =>
      ask('read an asset', async (ams): Promise<Asset> =>
        toAsset(name, await ams.assets.get(resourceGroup, account, name)),
      ),
    findJob: ({ transform, job }) =>
      ask('read a job', async (ams): Promise<Job> => {
        const found = await ams.jobs.get(resourceGroup, account, transform, job);
        const { endTime, outputs = [], correlationData } = found;
        const video = correlatedVideo(correlationData, videoIdKey);
        return {
          ...(isTime(endTime) && { endedAt: endTime }),
          ...(video !== undefined && 'videoId' in video && video),
          outputs: outputs.map(toJobOutput),
        };
      }),
    findTransform: (name) =>
      ask('read a transform', async (ams) => {
        const { outputs = [] } = await ams.transforms.get(resourceGroup, account, name);
        return outputs.map(({ preset }) => readImageRules(preset));
      }),
  };
}

/** Not the year 1 that .NET writes for "not set", nor the invalid date that the client makes of another text. */
function isTime(date: Date | undefined): date is Date {
  return date !== undefined && date.getTime() > 0;
}

/** An output of a kind that names no asset has an empty name: it keeps its place, since presets go by position. */
function toJobOutput(output: { odataType: string; state?: string; presetOverride?: unknown }): JobOutput {
  const assetName = 'assetName' in output && typeof output.assetName === 'string' ? output.assetName : '';
  const state = JOB_STATES.find((known) => known === output.state) ?? 'Queued';
  const rules = output.presetOverride == null ? undefined : readImageRules(output.presetOverride);
  return { assetName, state, ...(rules !== undefined && { rules }) };
}

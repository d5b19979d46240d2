import { accountId, type Account } from '../account.js';
import type { AssetRecord, JobRecord, TransformRecord } from '../store/records.js';

/** The local encoder has one user. */
const systemData = ({ created, lastModified }: { created: string; lastModified: string }) => ({
  createdBy: 'local',
  createdByType: 'Key',
  createdAt: created,
  lastModifiedBy: 'local',
  lastModifiedByType: 'Key',
  lastModifiedAt: lastModified,
});

const type = 'Microsoft.Media/mediaservices';

/** An asset as in the official examples. (`undefined` members are left out when this becomes JSON.) */
export const presentAsset = (account: Account, storageAccountName: string, asset: AssetRecord) => ({
  name: asset.name,
  id: `${accountId(account)}/assets/${asset.name}`,
  type: `${type}/assets`,
  properties: {
    assetId: asset.assetId,
    created: asset.created,
    lastModified: asset.lastModified,
    alternateId: asset.alternateId,
    description: asset.description,
    container: asset.container,
    storageAccountName,
    storageEncryptionFormat: 'None',
  },
  systemData: systemData(asset),
});

/** A transform as in the official examples, its presets with the service's defaults filled in. */
export const presentTransform = (account: Account, transform: TransformRecord) => ({
  name: transform.name,
  id: `${accountId(account)}/transforms/${transform.name}`,
  type: `${type}/transforms`,
  properties: {
    created: transform.created,
    description: transform.description,
    lastModified: transform.lastModified,
    outputs: transform.outputs,
  },
  systemData: systemData(transform),
});

/** A job as in the official examples. */
export const presentJob = (account: Account, job: JobRecord) => ({
  name: job.name,
  id: `${accountId(account)}/transforms/${job.transform}/jobs/${job.name}`,
  type: `${type}/transforms/jobs`,
  properties: {
    created: job.created,
    state: job.state,
    description: job.description,
    input: job.input,
    lastModified: job.lastModified,
    outputs: job.outputs.map((output) => ({
      '@odata.type': '#Microsoft.Media.JobOutputAsset',
      error: output.error,
      presetOverride: output.presetOverride,
      state: output.state,
      progress: output.progress,
      label: output.label,
      startTime: output.startTime,
      endTime: output.endTime,
      assetName: output.assetName,
    })),
    priority: job.priority,
    correlationData: job.correlationData,
    startTime: job.startTime,
    endTime: job.endTime,
  },
  systemData: systemData(job),
});

import type { AssetRecord, JobRecord, TransformRecord } from '../store/records.js';
import { badRequest } from './arm-error.js';
import type { readJobBody } from './bodies.js';

type JobBody = ReturnType<typeof readJobBody>['properties'];

const odataName = (type: string) => type.replace('#Microsoft.Media.', '');

/**
 * Creates a queued job from a validated body with the transform's current presets: later changes do not affect the job.
 * Throws a 400 when the outputs do not match the transform, or an asset does not exist.
 */
export function newJob(
  name: string,
  transform: TransformRecord,
  body: JobBody,
  findAsset: (name: string) => AssetRecord | undefined,
  now: Date,
): JobRecord {
  const { input, outputs, description, priority, correlationData } = body;
  const asset = 'inputs' in input ? input.inputs[0] : input;
  if (!asset) throw badRequest('properties.input must name one asset.');
  if (outputs.length !== transform.outputs.length) {
    throw badRequest(
      `The job has ${outputs.length} outputs, its transform ${transform.outputs.length}; they must match.`,
    );
  }
  for (const assetName of [asset.assetName, ...outputs.map((output) => output.assetName)]) {
    if (!findAsset(assetName)) throw badRequest(`The Asset '${assetName}' was not found.`);
  }
  const time = now.toISOString();
  return {
    name,
    transform: transform.name,
    created: time,
    lastModified: time,
    state: 'Queued',
    description,
    priority,
    correlationData,
    input,
    inputAsset: asset.assetName,
    inputFile: asset.files[0],
    outputs: transform.outputs.map(({ preset, onError }, index) => {
      const { assetName = '', label, presetOverride } = outputs[index] ?? {};
      const used = presetOverride ?? preset;
      // "If a label is not provided, a default value of '{presetName}_{outputIndex}' will be used": the preset's type.
      const defaultLabel = `${odataName(preset['@odata.type'])}_${index}`;
      return {
        assetName,
        label: label ?? defaultLabel,
        presetOverride,
        preset: used,
        onError,
        state: 'Queued',
        progress: 0,
      };
    }),
  };
}

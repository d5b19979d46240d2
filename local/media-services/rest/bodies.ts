import { z } from 'zod';
import { issueLines, parsePreset, PresetError } from '../presets/parse-preset.js';
import { badRequest } from './arm-error.js';
import { isBlobName, isContainerName } from './names.js';

/** The service's limit for a transform or job. */
const maxOutputs = 20;

const description = z.string().max(4_000).optional();
const priority = z.enum(['Low', 'Normal', 'High']).default('Normal');

/** The problems of a preset become issues of the body. */
const preset = z.unknown().transform((value, context) => {
  try {
    return parsePreset(value);
  } catch (error) {
    if (!(error instanceof PresetError)) throw error;
    context.addIssue({ code: 'custom', message: `: ${error.message}` });
    return z.NEVER;
  }
});

const assetBody = z.object({
  alternateId: z.string().max(4_000).optional(),
  description,
  container: z.string().refine(isContainerName, 'is no name of a blob container').optional(),
  storageAccountName: z.string().optional(),
});

const transformBody = z.object({
  description,
  outputs: z
    .array(
      z.object({
        onError: z.enum(['StopProcessingJob', 'ContinueJob']).default('StopProcessingJob'),
        relativePriority: priority,
        preset,
      }),
    )
    .min(1)
    .max(maxOutputs),
});

const notSupported = 'is not supported by the local encoder: use a JobInputAsset, or JobInputs with one';
const unset = z.null().optional();
const inputAsset = z.object({
  '@odata.type': z.literal('#Microsoft.Media.JobInputAsset', notSupported),
  files: z.array(z.string().refine(isBlobName, 'is no name of a blob')).max(1_000).default([]),
  inputDefinitions: z.array(z.never('is not supported by the local encoder')).default([]),
  label: z.string().max(260).optional(),
  assetName: z.string().min(1).max(260),
  start: unset,
  end: unset,
});
const jobInputs = z.object({
  '@odata.type': z.literal('#Microsoft.Media.JobInputs', notSupported),
  inputs: z.array(inputAsset).length(1),
});

const jobBody = z.object({
  description,
  priority,
  correlationData: z.record(z.string().max(256), z.string().max(4_000)).default({}),
  input: z.discriminatedUnion('@odata.type', [inputAsset, jobInputs], notSupported),
  outputs: z
    .array(
      z.object({
        '@odata.type': z.literal('#Microsoft.Media.JobOutputAsset'),
        assetName: z.string().min(1).max(260),
        label: z.string().min(1).max(260).optional(),
        presetOverride: preset.optional(),
      }),
    )
    .min(1)
    .max(maxOutputs),
});

const updateBody = z.object({ description, priority: priority.unwrap().optional() });
const sasBody = z.object({
  permissions: z.enum(['Read', 'ReadWrite', 'ReadWriteDelete']),
  expiryTime: z.iso.datetime({ offset: true }),
});

function reader<T extends z.ZodType>(schema: T, prefix: string) {
  return (body: unknown): z.infer<T> => {
    const parsed = schema.safeParse(body ?? {});
    if (!parsed.success) throw badRequest(issueLines(parsed.error, prefix).join('; '));
    return parsed.data;
  };
}

const inProperties = <T extends z.ZodType>(schema: T) => z.object({ properties: schema });

/** Validate request bodies and fill in defaults, or throw a 400 that names everything that is wrong. */
export const readAssetBody = reader(z.object({ properties: assetBody.default({}) }), '');
export const readTransformBody = reader(inProperties(transformBody), '');
export const readJobBody = reader(inProperties(jobBody), '');
export const readJobUpdate = reader(inProperties(updateBody), '');
export const readSasBody = reader(sasBody, '');

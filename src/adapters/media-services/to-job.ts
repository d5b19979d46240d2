import * as z from 'zod';
import type { Job, JobOutput } from '../../application/recording/ports.js';
import { correlatedVideo, isCorrelationData, type CorrelationData } from '../../domain/video-id.js';
import { toJobError } from '../../domain/job-error.js';
import { JOB_STATES } from '../../domain/output-state.js';
import { listOf, text } from '../outside-values.js';
import { readImageRules } from './image-rules.js';

/** The client makes a date of a number too: none so early is the end of a job, nor the year 1 that .NET writes for "not set". */
const EARLIEST = new Date('2000-01-01');

const output = z.object({
  assetName: text,
  state: z.enum(JOB_STATES).catch('Queued'),
  /** The client makes an empty object of what is none. */
  presetOverride: z
    .looseObject({ odataType: z.string().min(1) })
    .optional()
    .catch(undefined),
  error: z
    .object({ code: text, message: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
const schema = z.object({
  endTime: z.date().min(EARLIEST).optional().catch(undefined),
  outputs: listOf(output, { assetName: undefined, state: 'Queued', presetOverride: undefined, error: undefined }),
  correlationData: z.custom<CorrelationData>(isCorrelationData).optional().catch(undefined),
});

/** A job as the client answers it. */
export function toJob(answered: unknown, videoIdKey: string): Job {
  const { endTime, outputs = [], correlationData } = schema.parse(answered);
  const video = correlatedVideo(correlationData, videoIdKey);
  return {
    ...(endTime !== undefined && { endedAt: endTime }),
    ...(video !== undefined && 'videoId' in video && video),
    outputs: outputs.map(toJobOutput),
  };
}

/** An output of a kind that names no asset has an empty name: it keeps its place, since presets go by position. */
function toJobOutput({ assetName = '', state, presetOverride, error }: z.infer<typeof output>): JobOutput {
  const failure = state === 'Error' ? toJobError(error?.code, error?.message) : undefined;
  return {
    ...{ assetName, state, ...(failure && { error: failure }) },
    ...(presetOverride !== undefined && { rules: readImageRules(presetOverride) }),
  };
}

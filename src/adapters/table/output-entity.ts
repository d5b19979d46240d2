import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import { JOB_STATES, type OutputState } from '../../domain/output-state.js';
import type { StoredOutputState } from '../../domain/video.js';
import { toTableKey } from './table-key.js';

export const JOB_ROW = 'job:';

/** Names of transforms and jobs hold no `/` (they come from a path), so no two outputs share a row. */
export function outputKeys(
  videoId: string,
  { transform, job, output }: OutputState,
): { partitionKey: string; rowKey: string } {
  return { partitionKey: toTableKey(videoId), rowKey: toTableKey(`${JOB_ROW}${transform}/${job}/${output}`) };
}

export function toOutputEntity(videoId: string, { error, ...state }: OutputState): TableEntity {
  return {
    ...outputKeys(videoId, state),
    videoId,
    ...state,
    ...(error !== undefined && { errorCode: error.code, errorMessage: error.message }),
  };
}

const row = z.object({
  etag: z.string(),
  transform: z.string(),
  job: z.string(),
  output: z.string(),
  state: z.enum(JOB_STATES),
  at: z.date(),
  errorCode: z.string().exactOptional(),
  errorMessage: z.string().exactOptional(),
  finishedSeenAt: z.date().exactOptional(),
  location: z.string().exactOptional(),
});

export function fromOutputEntity(entity: unknown): StoredOutputState {
  const { etag, errorCode, errorMessage, ...state } = row.parse(entity);
  const hasError = errorCode !== undefined && errorMessage !== undefined;
  return { version: etag, state: { ...state, ...(hasError && { error: { code: errorCode, message: errorMessage } }) } };
}

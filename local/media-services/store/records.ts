import type { JobError } from '../job-error.js';
import type { Preset } from '../presets/preset-schema.js';

/** Times are ISO strings, since these records are JSON on disk and in responses. */
export interface AssetRecord {
  readonly name: string;
  readonly assetId: string;
  readonly container: string;
  readonly created: string;
  lastModified: string;
  alternateId?: string | undefined;
  description?: string | undefined;
}

export interface TransformOutputRecord {
  readonly onError: 'StopProcessingJob' | 'ContinueJob';
  readonly relativePriority: Priority;
  readonly preset: Preset;
}

export interface TransformRecord {
  readonly name: string;
  readonly created: string;
  readonly lastModified: string;
  readonly description?: string | undefined;
  readonly outputs: readonly TransformOutputRecord[];
}

export type Priority = 'Low' | 'Normal' | 'High';
export type JobState = 'Queued' | 'Scheduled' | 'Processing' | 'Finished' | 'Error' | 'Canceling' | 'Canceled';

export interface JobOutputRecord {
  readonly assetName: string;
  readonly label: string;
  readonly presetOverride?: Preset | undefined;
  /** The transform's preset when the job was created: later changes do not affect the job. */
  readonly preset: Preset;
  readonly onError: TransformOutputRecord['onError'];
  state: JobState;
  progress: number;
  startTime?: string | undefined;
  endTime?: string | undefined;
  error?: JobError | undefined;
}

export interface JobRecord {
  readonly transform: string;
  readonly name: string;
  readonly created: string;
  /** The validated input: a JobInputAsset, or JobInputs with one. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly inputAsset: string;
  readonly inputFile?: string | undefined;
  readonly correlationData: Readonly<Record<string, string>>;
  readonly outputs: readonly JobOutputRecord[];
  description?: string | undefined;
  priority: Priority;
  lastModified: string;
  state: JobState;
  startTime?: string | undefined;
  endTime?: string | undefined;
}

/** Whether a job's state cannot change any more. */
export const isFinal = (state: JobState) => state === 'Finished' || state === 'Error' || state === 'Canceled';

/** The unique key of a job; names cannot contain `/`. */
export const jobKey = (transform: string, name: string) => `${transform}/${name}`;

import type { JobError } from '../job-error.js';
import type { Preset } from '../presets/preset-schema.js';

/** Instants are ISO text throughout: these records are JSON on disk and JSON on the wire. */
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
  /** What the transform said when the job was made: a later change of the transform does not reach running jobs. */
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
  /** As it was sent, validated: a JobInputAsset, or JobInputs with one. */
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

/** The states from which a job does not move any more. */
export const isFinal = (state: JobState) => state === 'Finished' || state === 'Error' || state === 'Canceled';

/** The key of a job among all jobs; `/` is in no name. */
export const jobKey = (transform: string, name: string) => `${transform}/${name}`;

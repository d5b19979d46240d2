import type { JobError } from './job-error.js';
import type { JobRef, JobState } from './output-state.js';
import type { ToldTimes } from './told-times.js';

export interface OutputReport {
  assetName: string;
  state: JobState;
  /** `{presetName}_{outputIndex}` unless the customer chose another. */
  label?: string;
  /** Why it failed; of the state `Error` alone. */
  error?: JobError;
}

interface JobReport {
  id: string;
  job: JobRef;
  /** When it happened; the epoch where the event's time cannot be read, so that it is older than any known time. */
  at: Date;
  videoId?: string;
}

/** Images that are ready in a location, reported for an encoder that raises no job events. */
export interface ImagesReadyReport {
  id: string;
  /** Without one, or one that can be read, they are as old as the newest of them: so nothing waits or is lost for it. */
  at?: Date;
  /** Without an account it is the default one. */
  location: { account?: string; container: string; prefix: string };
  videoId?: string;
  /** What the event says of their times. */
  times?: ToldTimes;
  /** Whether the event itself names the video; else its id is inferred from the location, and a job event's is better. */
  isNamed: boolean;
}

/** What an event says, whichever of the two schemas it came in; `unreadable` says why outputs of it are passed over. */
export type MediaEvent =
  | ({ kind: 'outputs'; outputs: readonly OutputReport[]; unreadable?: readonly string[] } & JobReport)
  | ({ kind: 'job'; state: JobState } & JobReport)
  | ({ kind: 'images' } & ImagesReadyReport)
  | { kind: 'ignored'; id: string; type: string; reason: string };

/** An event that no redelivery can help: it is logged with its reasons and acknowledged. */
export class EventRejected extends Error {
  override readonly name = 'EventRejected';
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(reasons.join('; '));
    this.reasons = reasons;
  }
}

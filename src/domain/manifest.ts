import { describeLocation, type ImageLocation } from './location.js';
import type { Series } from './series.js';

/** The images of one location, as queries see them. */
export interface Manifest {
  videoId: string;
  location: ImageLocation;
  /** Time of the newest report. The epoch stands for "not known". */
  recordedAt: Date;
  /** What made the images, as far as known. */
  source: ManifestSource;
  durationMs?: number;
  series: readonly Series[];
  /** Why these images cannot be served, for example because a signed URL would serve ciphertext. */
  unservable?: string;
}

export interface ManifestSource {
  assetName?: string;
  transform?: string;
  job?: string;
}

/** Answers, URLs and continuations are made from this: it changes with what callers see, never with a row or a report. */
export function revisionOf(location: ImageLocation, contentVersion: string): string {
  return `${describeLocation(location)} ${contentVersion}`;
}

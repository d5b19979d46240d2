import type { StoredManifest } from './entry.js';
import { failureOf, hasActiveOutput, hasAwaitedOutput, type OutputState } from './output-state.js';

/** Everything a query needs to know of one video. */
export interface Video {
  id: string;
  manifests: readonly StoredManifest[];
  outputs: readonly OutputState[];
  /** When the video was deleted last: permalinks from before that stay dead. */
  deletedAt?: Date;
}

/** Where a video stands, in the words and codes of the old connector (2015), plus `Failed`. */
export type VideoStatus = 'Processing' | 'Completed' | 'Failed';

/** Any manifest: completed. Else an output at work, or not recorded yet: processing. Else failed. */
export function statusOf(video: Video, now: Date): VideoStatus {
  if (video.manifests.length > 0) return 'Completed';
  return isPending(video, now) ? 'Processing' : 'Failed';
}

/** Why the jobs of a video failed, as Media Services says it, fit to be shown; undefined when they did not, or say nothing. */
export function failureReason(video: Video, now: Date): string | undefined {
  return statusOf(video, now) === 'Failed' ? failureOf(video.outputs) : undefined;
}

/** Why a video that is known has no images to show. */
export type NoImages = 'pending' | 'failed' | 'no-thumbnails';

export function whyNoImages(video: Video, now: Date): NoImages {
  if (isPending(video, now)) return 'pending';
  return video.manifests.length > 0 ? 'no-thumbnails' : 'failed';
}

/** Whether images may still come: from an output active within a day, or finished within a day and not recorded yet. */
export function isPending({ manifests, outputs }: Video, now: Date): boolean {
  return hasActiveOutput(outputs, now) || (manifests.length === 0 && hasAwaitedOutput(outputs, now));
}

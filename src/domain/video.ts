import type { Manifest } from './manifest.js';
import type { Outbox } from './outbox.js';
import { hasActiveOutput, hasAwaitedOutput, type OutputState } from './output-state.js';

/** A manifest as kept. */
export interface StoredManifest {
  manifest: Manifest;
  /** Changes with every write of the row: the condition of the next one. */
  version: string;
  /** Changes with what callers see (`revisionOf`): what answers, URLs and continuations are made from. */
  revision: string;
  /** Hash of what callers see (`contentVersionOf`), by the build that wrote the row. */
  contentVersion: string;
  outbox?: Outbox;
}

export interface StoredOutputState {
  state: OutputState;
  version: string;
}

/** Everything a query needs to know of one video. */
export interface Video {
  id: string;
  manifests: readonly StoredManifest[];
  outputs: readonly OutputState[];
  /** When all that was known of it was forgotten, if it ever was: links from before that stay dead. */
  forgottenAt?: Date;
}

/** Where a video stands, in the words and codes of the old connector (2015), plus `Failed`. */
export type VideoStatus = 'Processing' | 'Completed' | 'Failed';

/** Any manifest: completed. Else an output at work, or not recorded yet: processing. Else failed. */
export function statusOf(video: Video, now: Date): VideoStatus {
  if (video.manifests.length > 0) return 'Completed';
  return isPending(video, now) ? 'Processing' : 'Failed';
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

import type { Manifest } from '../domain/manifest.js';
import { outboxAfter, outboxOfForgetting, type Outbox } from '../domain/outbox.js';
import type { StoredTombstone } from '../domain/tombstone.js';
import type { StoredManifest } from '../domain/video.js';
import type { Log, VideoRecords } from './ports.js';

/** What one invocation owes to those who are told of changes. */
export interface Publishing {
  /** Looks whether the rows of a video owe something from before. */
  see(videoId: string, records: VideoRecords): void;
  /** The outbox of a manifest that is about to be written. */
  forManifest(existing: StoredManifest | undefined, manifest: Manifest): Promise<Outbox | undefined>;
  /** The outbox of a tombstone that is about to be written; `isNews` where something was there to be forgotten. */
  forTombstone(videoId: string, existing: StoredTombstone | undefined, isNews: boolean): Promise<Outbox | undefined>;
  /** Publishes what is owed, now that the rows are safe. Throws a `not-published` failure after all was tried, and logged. */
  publish(log: Log): Promise<void>;
}

export type StartPublishing = () => Publishing;

/** Where nobody is to be told: nothing is owed that was not owed before. */
export const nobodyListens: Publishing = {
  see: () => undefined,
  forManifest: (existing, manifest) => Promise.resolve(outboxAfter(existing, manifest, undefined)),
  forTombstone: (_, existing) => Promise.resolve(outboxOfForgetting(existing, undefined)),
  publish: () => Promise.resolve(),
};

import type { ImageRule } from '../domain/image-rule.js';
import type { ListedBlob } from '../domain/image-listing.js';
import type { Manifest } from '../domain/manifest.js';
import type { Outbox } from '../domain/outbox.js';
import type { JobRef, JobState, OutputState } from '../domain/output-state.js';
import type { ImageLocation } from '../domain/location.js';
import type { MediaTimeline } from '../domain/media-timeline.js';
import type { SigningWindow } from '../domain/signing-window.js';
import type { Thumbnail } from '../domain/thumbnail.js';
import type { StoredTombstone, Tombstone } from '../domain/tombstone.js';
import type { StoredManifest, StoredOutputState } from '../domain/video.js';
import type { SheetTile } from '../domain/webvtt.js';
import type { LogEvent, LogFields } from './log-events.js';

/** The present; an argument so that tests can move it. */
export type Clock = () => Date;

/** One line for one thing that happened (log-events.ts). */
export type Log = <Event extends LogEvent>(event: Event, fields: LogFields<Event>) => void;

/** What is kept under one video id: the video's own rows, and the videos that claim this id as an alias. */
export interface VideoRecords {
  manifests: StoredManifest[];
  outputs: StoredOutputState[];
  aliasOf: string[];
  /** What it covers may still be there: whoever reads leaves it out (domain/tombstone.ts). */
  tombstone?: StoredTombstone;
}

/**
 * Who says whose a location is, from the weakest word to the strongest: the location's own name, the asset that Media Services
 * knows there, the operator's map, an event. A stronger word takes a location from a weaker one whatever the times are.
 */
export const CLAIM_KINDS = ['assumed', 'asset', 'mapped', 'named'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** Which video a location belongs to, since when, and the videos it was taken from until their manifests are gone. */
export interface Owner {
  videoId: string;
  /** `assumed` from the location's name, until somebody names the video. */
  by: ClaimKind;
  since: Date;
  takenFrom: readonly string[];
}

/**
 * Where manifests are kept. `put…` writes only if the row still has `version` (undefined: if it is absent) and answers
 * whether it did; the caller reads and decides again. All may throw a `Failure`.
 */
export interface ManifestStore {
  readVideo(videoId: string): Promise<VideoRecords>;
  /** Whether a manifest can be written; one that cannot is refused with `too-large`. */
  hasRoomFor(manifest: Manifest): boolean;
  putManifest(manifest: Manifest, version: string | undefined, outbox?: Outbox): Promise<boolean>;
  /** On the same condition; one that is gone already counts as deleted. */
  deleteManifest(videoId: string, location: ImageLocation, version: string): Promise<boolean>;
  putOutputState(videoId: string, state: OutputState, version: string | undefined): Promise<boolean>;
  deleteOutputState(videoId: string, state: OutputState, version: string): Promise<boolean>;
  readTombstone(videoId: string): Promise<StoredTombstone | undefined>;
  putTombstone(videoId: string, tombstone: Tombstone, version: string | undefined, outbox?: Outbox): Promise<boolean>;
  readOwner(location: ImageLocation): Promise<{ owner: Owner; version: string } | undefined>;
  putOwner(location: ImageLocation, owner: Owner, version: string | undefined): Promise<boolean>;
  putAlias(alias: string, videoId: string): Promise<void>;
  deleteAlias(alias: string, videoId: string): Promise<void>;
  /** The time that storage has. Throws a `Failure` when the table cannot be reached. */
  ping(): Promise<Date | undefined>;
}

export interface Asset {
  name: string;
  assetId?: string;
  alternateId?: string;
  container: string;
  /** Absent in many answers: then it is the default account. */
  storageAccount?: string;
  /** Blobs encrypted by the client: a signed URL would serve ciphertext. */
  isClientEncrypted: boolean;
}

export interface Job {
  endedAt?: Date;
  /** From its correlation data, which some events leave out. */
  videoId?: string;
  /** In the order of the transform's outputs. */
  outputs: readonly JobOutput[];
}

export interface JobOutput {
  assetName: string;
  state: JobState;
  /** The image rules of the job's own preset, where it overrides the transform's. */
  rules?: readonly ImageRule[];
}

/** The Media Services account, if there is one still. Absence is an answer: jobs go after 90 days, accounts went in 2024. */
export interface MediaLibrary {
  findAsset(name: string): Promise<Asset | undefined>;
  findJob(job: JobRef): Promise<Job | undefined>;
  /** The image rules of each output of a transform. */
  findTransform(name: string): Promise<readonly (readonly ImageRule[])[] | undefined>;
}

export interface ImageHeader {
  contentType: string;
  width: number;
  height: number;
}

/** Why a blob is no image that can be shown, in words for the log. */
export interface UnreadableImage {
  problem: string;
}

/** The images in storage. Every call is for names that a listing of the same location gave. */
export interface ImageStore {
  /** Names below the prefix; undefined when the container is missing. */
  list(location: ImageLocation): Promise<ListedBlob[] | undefined>;
  /** From the first and, of a large image, the last kilobytes of the file. */
  readHeader(location: ImageLocation, name: string): Promise<ImageHeader | UnreadableImage>;
  /** What the encoder's metadata files among `names` tell of the inputs' timelines. */
  readTimeline(location: ImageLocation, names: readonly string[]): Promise<MediaTimeline>;
  /** Throws a `WebVttError` when the file is none. */
  readTiles(location: ImageLocation, name: string): Promise<SheetTile[]>;
}

/** Signs the images of one location's account within one window. */
export interface WindowSigner {
  /** Changes whenever the same image would get another URL: part of an answer's ETag, never the key itself. */
  keyTag: string;
  sign(thumbnail: Thumbnail): string;
}

export interface UrlSigner {
  /** At most one call to storage, and none while the account's key is at hand. */
  forWindow(account: string, window: SigningWindow): Promise<WindowSigner>;
}

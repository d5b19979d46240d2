import type { ImageRule } from '../domain/image-rule.js';
import type { ListedBlob } from '../domain/image-listing.js';
import type { JobError } from '../domain/job-error.js';
import type { JobRef, JobState } from '../domain/output-state.js';
import type { ImageLocation } from '../domain/location.js';
import type { MediaTimeline } from '../domain/media-timeline.js';
import type { SheetTile } from '../domain/webvtt.js';

/** The present; an argument so that tests can move it. */
export type Clock = () => Date;

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
  error?: JobError;
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

import type { Entry } from '../../domain/entry.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import type { ImageRule } from '../../domain/image-rule.js';
import type { JobError } from '../../domain/job-error.js';
import type { AllowedAccount, ImageLocation } from '../../domain/location.js';
import type { LocationRecord, RecordSummary } from '../../domain/location-record.js';
import type { MediaTimeline } from '../../domain/media-timeline.js';
import type { JobRef, JobState, OutputState } from '../../domain/output-state.js';
import type { StoredTombstone, VideoRecords } from '../../domain/video.js';
import type { ImageCue } from '../../domain/webvtt.js';
import type { Clock } from '../clock.js';
import type { ChangePublisher } from '../publishing/ports.js';

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
  /** What the encoder's metadata files among `names` say about the inputs' timelines. */
  readTimeline(location: ImageLocation, names: readonly string[]): Promise<MediaTimeline>;
  /** How long the video is, by one of its `durationFiles`; undefined where that does not say so. */
  readDuration(location: ImageLocation, name: string): Promise<number | undefined>;
  /** Throws a `WebVttError` when the file is none. */
  readWebVtt(location: ImageLocation, name: string, most?: { cues?: number; bytes?: number }): Promise<ImageCue[]>;
}

export interface StoredRecord {
  record: LocationRecord;
  version: string;
}

/** A record without its images and rules, for readers that need neither: the scan, and the check for duplicates. */
export interface RecordHeader {
  record: RecordSummary;
  hasContent: boolean;
  version: string;
}

/** A row that only a higher `seq` overwrites. An alias without a video leads nowhere. */
export type ProjectedRow =
  | { kind: 'entry'; entry: Entry }
  | { kind: 'moved'; videoId: string; location: string; seq: number }
  | { kind: 'alias'; name: string; location: string; seq: number; videoId?: string };

/** Which row is meant: the location's row in a video's partition, or in that of a name. */
export type RowKey = { kind: 'location' | 'alias'; partition: string; location: string };

/** A projected row as far as the next write has to know it. */
export interface RowState {
  seq: number;
  version: string;
  /** Of an entry: its names are written, for this owner. */
  ownerSeq?: number;
  names?: readonly string[];
}

/**
 * Where records and what is made of them are kept. Every `put` and `delete` holds on one condition: the row still has
 * `version`, or is absent where none is given; it answers false otherwise, and the caller reads and decides again. All may
 * throw a `Failure`. Locations are named by hash.
 */
export interface RecordStore {
  readVideo(videoId: string): Promise<VideoRecords>;
  readRecord(location: string): Promise<StoredRecord | undefined>;
  readRecordHeader(location: string): Promise<RecordHeader | undefined>;
  /** How many more characters the record's row would hold; less than none where `putRecord` throws `too-large`. */
  roomInRow(record: Pick<LocationRecord, 'rules' | 'content'>): number;
  /** Answers the new version, or undefined after a lost race. */
  putRecord(record: LocationRecord, version: string | undefined): Promise<string | undefined>;
  /** Changes what is no report, and nothing else. */
  patchRecord(location: string, patch: RecordPatch, version: string): Promise<boolean>;
  deleteRecord(location: string, version: string): Promise<boolean>;
  readRow(key: RowKey): Promise<RowState | undefined>;
  putRow(row: ProjectedRow, version: string | undefined): Promise<boolean>;
  deleteRow(key: RowKey, version: string): Promise<boolean>;
  readTombstone(videoId: string): Promise<StoredTombstone | undefined>;
  /** Notes the tombstone on the list of all tombstones first. */
  putTombstone(
    videoId: string,
    stored: Omit<StoredTombstone, 'version'>,
    version: string | undefined,
  ): Promise<boolean>;
  /** `listed` is the version on the list of tombstones; without a `version` the tombstone itself is gone already. */
  deleteTombstone(videoId: string, version: string | undefined, listed: string): Promise<boolean>;
  putOutputState(videoId: string, state: OutputState, version: string | undefined): Promise<boolean>;
  deleteOutputState(videoId: string, state: OutputState, version: string): Promise<boolean>;
  /** The time that storage has. Throws a `Failure` when the table cannot be reached. */
  ping(): Promise<Date | undefined>;
}

export type RecordPatch = { publishedVersion: string } | { missingSince: Date | null };

/** What the use cases that change records share. */
export interface RecordingPorts {
  store: RecordStore;
  images: ImageStore;
  /** Absent where the settings name no Media Services account. */
  library: MediaLibrary | undefined;
  clock: Clock;
  /** The first is the account of assets that name none. */
  accounts: readonly AllowedAccount[];
  /** Of one invocation. */
  publisher: ChangePublisher;
  /** Called after a video's entries or states have changed. */
  videoChanged?: (videoId: string) => Promise<void>;
}

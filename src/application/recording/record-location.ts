import { RecordFull, decide } from '../../domain/decide.js';
import { outcomeOf, type ImagesReport, type RecordOutcome } from '../../domain/report.js';
import { isCovered } from '../../domain/deletion.js';
import { newestBlob, newestImage, type ListedBlob } from '../../domain/image-listing.js';
import { locationHash } from '../../domain/location.js';
import {
  deletedAt,
  isPending,
  ownerOf,
  ownerSourceOf,
  versionOf,
  type ClaimSource,
  type LocationRecord,
} from '../../domain/location-record.js';
import { readByOf, type RecordedRules } from '../../domain/content.js';
import type { Series } from '../../domain/series.js';
import type { ToldTimes } from '../../domain/told-times.js';
import { noRoomFor, type VideoRecords } from '../../domain/video.js';
import type { Clock } from '../clock.js';
import { Failure } from '../failure.js';
import type { Log } from '../../telemetry/log-events.js';
import { inSlices } from '../../in-slices.js';
import type { RecordingPorts, StoredRecord } from './ports.js';
import { projectRecord } from './project-record.js';
import { readSeries } from './read-series.js';
import { truncateToRowLimit } from './truncate-to-row-limit.js';
import { withOptimisticRetry } from './with-optimistic-retry.js';

/** A report before the location is listed; without a time it has that of the newest image. */
export type LocationReport = Omit<ImagesReport, 'kind' | 'found' | 'deletions' | 'at' | 'claim' | 'rules'> & {
  videoId: string;
  at?: Date;
  /** Where the claim has another time than the images. */
  claimedAt?: Date;
  rules?: Pick<RecordedRules, 'job'>;
  /** Times as an operator says them, and when they were said, where that is another time than that of the images. */
  told?: { times: ToldTimes; at?: Date };
};

export interface RecordOptions {
  /** The blobs of the location; throws `not-ready` while they are waited for. */
  list: () => Promise<readonly ListedBlob[]>;
  /** The claimed video's partition, where it is read already. */
  videoRecords?: VideoRecords;
  /**
   * Of a back-fill: the record as it was read, and the blobs where they were listed after that, for the first round only. It
   * lists again after every lost race, and records nothing where `isRefused` says so. An event keeps the content that another
   * event of its job has written since it began.
   */
  backfill?: {
    stored: StoredRecord | undefined;
    blobs?: readonly ListedBlob[];
    isRefused: (series: readonly Series[], record: LocationRecord | undefined) => boolean;
  };
}

export interface Recorded {
  outcome: RecordOutcome;
  record: LocationRecord;
  source: ClaimSource;
}

/** Clocks differ; a time that is further ahead would shut out every later encode. */
export const MAX_AHEAD_MS = 5 * 60_000;

/** The time of a report, never later than five minutes from now. */
export function clampToNow(clock: Clock, at: Date): Date {
  return new Date(Math.min(at.getTime(), clock().getTime() + MAX_AHEAD_MS));
}

/**
 * Records what a report says of a location: reads the record, lists, decides, writes on condition, projects (docs/recording.md).
 * Undefined where a back-fill refuses what it finds.
 */
export async function recordLocation(
  ports: RecordingPorts,
  report: LocationReport,
  options: RecordOptions,
  log: Log,
): Promise<Recorded | undefined> {
  const { store, publisher, clock } = ports;
  const location = locationHash(report.location);
  const { videoId, claimedAt, at: reportedAt, told, ...rest } = report;
  const videoRecords = options.videoRecords ?? (await store.readVideo(videoId));
  const deletions = { [videoId]: videoRecords.tombstone?.tombstone.deletedAt };
  let firstSeq: number | undefined;

  const done = await withOptimisticRetry<{ recorded?: Recorded }>(async (round) => {
    const first = round === 1 ? options.backfill : undefined;
    const stored = first === undefined ? await store.readRecord(location) : first.stored;
    const record = stored?.record;
    let blobs = first?.blobs;
    // Once a round, and after the record was read: an older listing never overwrites a newer one.
    const list = async () => (blobs ??= await options.list());
    // A report without a time takes that of the newest image, so it lists before anything can be decided.
    const at = clampToNow(clock, reportedAt ?? newestImage(await list()) ?? newestBlob(await list()));
    const claim = { videoId, at: claimedAt ?? at };
    const operator = told && { operator: { at: told.at ?? at, times: told.times } };
    const rules = { ...rest.rules, ...operator };
    const reported: ImagesReport = { kind: 'images', ...rest, rules, claim, at, deletions };
    const context = { now: clock(), publishing: publisher.mode };
    const withoutContent = decideOrRefuse(record, reported, context);
    firstSeq ??= record?.seq ?? 0;
    const isRecorded = record?.content !== undefined && record.seq > firstSeq && isSameJob(record, reported);
    const isKept = options.backfill === undefined && isRecorded;
    let next = withoutContent;
    if (!isCovered(at, deletedAt(withoutContent)) && withoutContent.content?.unservable === undefined && !isKept) {
      const found = await readFound(withoutContent, await list());
      if (options.backfill?.isRefused(found.series, record) === true) return {};
      next = decideOrRefuse(record, { ...reported, found }, context);
      const refusal = ownerOf(next) === videoId ? noRoomFor(videoRecords, location, next.content) : undefined;
      if (refusal !== undefined) throw new Failure('too-large', refusal);
    }
    if (publisher.mode === 'on' && (record === undefined || versionOf(record) !== versionOf(next))) {
      await publisher.enqueue({ location });
    } else if (isPending(next)) publisher.resume({ location });
    if (next !== record && (await store.putRecord(next, stored?.version)) === undefined) return undefined;
    const state = videoRecords.entries.find((entry) => locationHash(entry.location) === location);
    const projected = await projectRecord(ports, next, { videoId, state });
    const outcome = outcomeOf(record, projected, at);
    return { recorded: { outcome, record: projected, source: ownerSourceOf(projected) } };
  });
  return done.recorded;

  async function readFound(record: LocationRecord, blobs: readonly ListedBlob[]) {
    const { job, operator } = record.rules;
    const read = await readSeries(ports.images, report.location, blobs, job?.images, log, operator?.times);
    const content = { ...read, ...readByOf(record.rules) };
    const fitting = await inSlices(truncateToRowLimit(store, { ...record, content }, log));
    return { ...fitting, isEmpty: blobs.length === 0 };
  }
}

function decideOrRefuse(...args: Parameters<typeof decide>): LocationRecord {
  try {
    return decide(...args);
  } catch (error) {
    if (error instanceof RecordFull) throw new Failure('too-large', error.message);
    throw error;
  }
}

function isSameJob(record: LocationRecord | undefined, { job }: ImagesReport): boolean {
  return job !== undefined && record?.job?.job === job.job && record.job.transform === job.transform;
}

import { isCovered } from '../../domain/deletion.js';
import type { StoredEntry } from '../../domain/entry.js';
import { locationHash } from '../../domain/location.js';
import { isPending, ownerOf } from '../../domain/location-record.js';
import type { OutputReport } from '../../domain/media-event.js';
import type { JobRef } from '../../domain/output-state.js';
import type { VideoRecords } from '../../domain/video.js';
import { canonicalVideoId } from '../../domain/video-id.js';
import type { MediaLibrary, RecordHeader, RecordStore } from './ports.js';

/** Events of one transition come within this time of the job's end. A job of the same name that ends later is another one. */
const SAME_JOB_WITHIN_MS = 10 * 60_000;

/** A video that was read, and its rows. */
interface ReadVideo {
  videoId: string;
  records: VideoRecords;
}

/**
 * Looks whether an output is recorded already: two table reads when the event names the video, three when the asset's name
 * leads to it, and no call to Media Services or Blob Storage. `duplicate` is the entry that is recorded, projected and equal;
 * absent when there is work to do.
 */
export async function findDuplicate(
  store: RecordStore,
  event: { job: JobRef; at: Date; videoId?: string },
  { assetName }: OutputReport,
  library: MediaLibrary | undefined,
): Promise<ReadVideo & { duplicate?: { entry: StoredEntry; isPending: boolean } }> {
  const read = await readByAsset(store, event.videoId, assetName);
  const { records } = read;
  const entry = records.entries.find(
    ({ source }) =>
      source.job === event.job.job && source.transform === event.job.transform && source.assetName === assetName,
  );
  if (entry === undefined) return read;
  const header = await store.readRecordHeader(locationHash(entry.location));
  // Without Media Services the event's own time is that of the report: a later event is no duplicate.
  const maxLateMs = library === undefined ? 0 : SAME_JOB_WITHIN_MS;
  const lateMs = event.at.getTime() - (header?.record.job?.at.getTime() ?? 0);
  const isSameTime = lateMs <= maxLateMs && lateMs >= -SAME_JOB_WITHIN_MS;
  if (header === undefined || !isSameTime || !isComplete(header, entry, event.at, records)) return read;
  return { ...read, duplicate: { entry, isPending: isPending(header.record, header.hasContent) } };
}

async function readByAsset(store: RecordStore, videoId: string | undefined, assetName: string): Promise<ReadVideo> {
  const id = videoId ?? canonicalVideoId(assetName);
  const records = await store.readVideo(id);
  const targets = new Set(records.aliases.map((alias) => alias.videoId));
  const [target] = targets;
  if (videoId !== undefined || targets.size !== 1 || target === undefined || records.entries.length > 0) {
    return { videoId: id, records };
  }
  return { videoId: target, records: await store.readVideo(target) };
}

function isComplete(
  { record, hasContent }: RecordHeader,
  entry: StoredEntry,
  at: Date,
  records: VideoRecords,
): boolean {
  const { job } = record;
  return (
    hasContent &&
    job?.job === entry.source.job &&
    job?.transform === entry.source.transform &&
    record.seq === entry.seq &&
    ownerOf(record) === entry.videoId &&
    !isCovered(at, records.tombstone?.tombstone.deletedAt)
  );
}

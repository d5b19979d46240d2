import { isCovered } from '../../domain/deletion.js';
import { decide } from '../../domain/decide.js';
import type { ImagesReport, Report } from '../../domain/report.js';
import { entryOf } from '../../domain/entry.js';
import { locationHash } from '../../domain/location.js';
import { aliasNames, containerIdOf, deletionOf, ownerOf, type LocationRecord } from '../../domain/location-record.js';
import type { VideoRecords } from '../../domain/video.js';
import type { ProjectedRow, RecordingPorts, RecordStore, RowKey, RowState } from './ports.js';
import { withOptimisticRetry } from './with-optimistic-retry.js';

export type ProjectionPorts = Pick<RecordingPorts, 'store' | 'clock' | 'publisher' | 'videoChanged'>;

/**
 * Copies a record to where queries look for it: `moved` rows of former owners, alias rows, then the owner's entry. Each row is
 * overwritten by a higher number only, so the order among invocations does not matter; within one the entry is last, and
 * says that the others are written (docs/recording.md). `known` is the entry as it was read with its video's partition, if it is
 * there. Answers the record that is projected in the end: a deletion of the container's own id that came meanwhile makes
 * another one.
 */
export async function projectRecord(
  ports: ProjectionPorts,
  record: LocationRecord,
  known?: { videoId: string; state: RowState | undefined },
): Promise<LocationRecord> {
  const { store } = ports;
  const owner = ownerOf(record);
  const location = locationHash(record.location);
  const key: RowKey = { kind: 'location', partition: owner, location };
  // A known entry with this number or a higher one may be of a record that was removed since: it is read again.
  const isKnown = known?.videoId === owner && (known.state === undefined || known.state.seq < record.seq);
  let state = isKnown ? known.state : await store.readRow(key);
  return withOptimisticRetry(async (round) => {
    if (round > 1) state = await store.readRow(key);
    if (state !== undefined && state.seq >= record.seq) return record;
    const isSameOwner = state?.ownerSeq === record.ownerSeq;
    for (const videoId of isSameOwner ? [] : record.formerOwners) {
      const isWritten = await raise(store, { kind: 'moved', videoId, location, seq: record.ownerSeq });
      if (isWritten) await ports.videoChanged?.(videoId);
    }
    const written = isSameOwner ? (state?.names ?? []) : [];
    for (const alias of aliasNames(record)) {
      if (!written.includes(alias.name))
        await raise(store, { kind: 'alias', location, seq: record.ownerSeq, ...alias });
    }
    // After the alias rows and before the entry: a concurrent deletion of the container's id finds an alias row, or is found here.
    const deletion = await newerContainerDeletion(store, record);
    if (deletion !== undefined) return (await applyReport(ports, location, deletion)) ?? record;
    if (!(await store.putRow({ kind: 'entry', entry: entryOf(record) }, state?.version))) return undefined;
    await ports.videoChanged?.(owner);
    return record;
  });
}

async function newerContainerDeletion(
  store: RecordStore,
  record: LocationRecord,
): Promise<Exclude<Report, ImagesReport> | undefined> {
  const videoId = containerIdOf(record.location);
  if (videoId === undefined) return undefined;
  const at = (await store.readTombstone(videoId))?.tombstone.deletedAt;
  const known = deletionOf(record, videoId);
  return at !== undefined && (known === undefined || at > known) ? { kind: 'delete', videoId, at } : undefined;
}

/** Writes a row unless one with its number, or a higher one, is there; answers whether it was written. */
async function raise(store: RecordStore, row: Exclude<ProjectedRow, { kind: 'entry' }>): Promise<boolean> {
  if (await store.putRow(row, undefined)) return true;
  const partition = row.kind === 'moved' ? row.videoId : row.name;
  const key: RowKey = { kind: row.kind === 'moved' ? 'location' : 'alias', partition, location: row.location };
  return withOptimisticRetry(async () => {
    const there = await store.readRow(key);
    if (there !== undefined && there.seq >= row.seq) return false;
    return (await store.putRow(row, there?.version)) ? true : undefined;
  });
}

/**
 * Decides, writes and projects a delete or a missing container. Answers the record, or undefined where there is none; `changes`
 * does not project a record that stays as it is.
 */
export function applyReport(
  ports: ProjectionPorts,
  location: string,
  report: Exclude<Report, ImagesReport>,
  projects: 'always' | 'changes' = 'always',
): Promise<LocationRecord | undefined> {
  const { store, clock, publisher } = ports;
  return withOptimisticRetry<{ record?: LocationRecord }>(async () => {
    const stored = await store.readRecord(location);
    if (stored === undefined) return {};
    const next = decide(stored.record, report, { now: clock(), publishing: publisher.mode });
    const isWritten = next === stored.record || (await store.putRecord(next, stored.version)) !== undefined;
    if (!isWritten) return undefined;
    if (next === stored.record && projects === 'changes') return { record: next };
    return { record: await projectRecord(ports, next) };
  }).then(({ record }) => record);
}

/**
 * Carries a deletion out over the rows of the video's partition; answers how many states it removed. A location that is another
 * video's by now is deleted too where this is its container's own id; else its record stays, and is projected again: an earlier
 * try may have stopped before that.
 */
export async function carryOut(
  ports: ProjectionPorts,
  videoId: string,
  { entries, moved, outputs }: VideoRecords,
  at: Date,
  { isLast = false } = {},
): Promise<number> {
  const { store } = ports;
  const shown = entries.filter(({ content }) => content !== undefined).map(({ location }) => locationHash(location));
  for (const location of [...entries.map((entry) => locationHash(entry.location)), ...moved]) {
    // The last time, another scan may be removing what is empty: it must not be projected again.
    const projects = isLast && !shown.includes(location) ? 'changes' : 'always';
    await applyReport(ports, location, { kind: 'delete', videoId, at }, projects);
  }
  let states = 0;
  for (const { state, version } of outputs) {
    if (isCovered(state.at, at) && (await store.deleteOutputState(videoId, state, version))) states += 1;
  }
  return states;
}

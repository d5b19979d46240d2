import { isExpired } from '../../domain/deletion.js';
import { describeError, Failure } from '../failure.js';
import type { Log } from '../../telemetry/log-events.js';
import { noopPublisher, type StartPublishing } from '../publishing/ports.js';
import { carryOut } from '../recording/project-record.js';
import { createCheckRecord, MAX_CALLS, type CheckPorts } from './check-record.js';
import type { ScannedRow, TableScan } from './ports.js';
import { newStats, savedBy, type ScanStats } from './scan-stats.js';

export interface ScanPorts extends Omit<CheckPorts, 'publisher'> {
  scan: TableScan;
  /** How many calls one run may make; none with 0. */
  calls: number;
  startPublishing: StartPublishing;
}

/** A run ends well before any plan ends a function. */
const MAX_RUN_MS = 120_000;
/** Expired tombstones that one run ends: most of its calls are for records. */
const MAX_TOMBSTONES = 20;

/** One run of the scan over all location records: goes on where the last one ended, as far as its calls reach. */
export type ScanLocations = (log: Log) => Promise<void>;

export function createScanLocations(ports: ScanPorts): ScanLocations {
  const { scan, store, clock, calls, startPublishing } = ports;
  return async (log) => {
    if (calls === 0) return;
    const cursor = await scan.readCursor();
    const stats = newStats(calls, cursor.checked ?? 0);
    const endsAt = clock().getTime() + MAX_RUN_MS;
    const mayGoOn = (): boolean => stats.left >= MAX_CALLS && clock().getTime() < endsAt;
    const checking: CheckPorts = { ...ports, publisher: { ...noopPublisher, mode: startPublishing().mode } };
    const check = skipUnreadable(createCheckRecord(checking, stats, log), stats, log);

    // The cursor is read now and written in the end.
    stats.left -= 2;
    let { page, after } = cursor;
    let isThrough = false;
    try {
      await endTombstones(checking, stats);
      while (!isThrough && mayGoOn()) {
        stats.left -= 1;
        const { rows, next } = await scan.readRecords(page);
        const open = rows.filter(({ key }) => after === undefined || key > after);
        for (const row of open) {
          if (!mayGoOn()) break;
          await check(row);
          after = row.key;
        }
        if (after !== open.at(-1)?.key && open.length > 0) break;
        isThrough = next === undefined;
        page = next;
      }
      if (isThrough) after = undefined;
    } finally {
      // Also of a run that failed: otherwise a run that always fails at one row would never come past it.
      const at = { ...(page !== undefined && { page }), ...(after !== undefined && { after }) };
      await scan.putCursor({ ...at, checked: savedBy(stats) });
    }
    const { left, ...seen } = stats;
    log('locations-scanned', { outcome: isThrough ? 'through' : 'continues', spent: calls - left, ...seen });
  };

  /** Tombstones end after 90 days, when their deletion is carried out once more over what is in the partition now. */
  async function endTombstones(projection: CheckPorts, stats: ScanStats): Promise<void> {
    stats.left -= 1;
    const expired = await scan.readExpiredTombstones(clock());
    for (const { videoId, version: listed } of expired.slice(0, MAX_TOMBSTONES)) {
      if (stats.left < MAX_CALLS) return;
      stats.left -= 3;
      const records = await store.readVideo(videoId);
      const { tombstone } = records;
      if (tombstone !== undefined && !isExpired(tombstone.tombstone, clock())) continue;
      const deletedAt = tombstone?.tombstone.deletedAt;
      if (deletedAt !== undefined) await carryOut(projection, videoId, records, deletedAt, { isLast: true });
      stats.left -= 2 * (records.entries.length + records.moved.length) + records.outputs.length;
      if (await store.deleteTombstone(videoId, tombstone?.version, listed)) stats.tombstones += 1;
    }
  }
}

/** A row that cannot be read or checked is logged and passed; an expected failure, such as storage that is down, ends the run. */
function skipUnreadable(check: ReturnType<typeof createCheckRecord>, stats: ScanStats, log: Log) {
  return async (row: ScannedRow): Promise<void> => {
    const skip = (why: { reason: string; stack?: string }): void => {
      stats.unreadable += 1;
      log('row-unreadable', { row: row.key, ...why });
    };
    if ('unreadable' in row) {
      skip({ reason: 'it is not as this version writes it' });
      return;
    }
    try {
      await check(row.header);
    } catch (error) {
      if (error instanceof Failure && error.code !== 'lost-race') throw error;
      const { reason, stack } = describeError(error);
      skip({ reason, ...(stack !== undefined && { stack }) });
    }
  };
}

/** The same; what fails is logged and shows as a failed run. The next run goes on where this one ended. */
export function loggingFailures(scanLocations: ScanLocations): ScanLocations {
  return async (log) => {
    try {
      await scanLocations(log);
    } catch (error) {
      const { code, reason, stack } = describeError(error);
      if (code === 'access-denied') log('access-denied', { reason });
      else log('scan-failed', { code, reason, stack });
      throw error;
    }
  };
}

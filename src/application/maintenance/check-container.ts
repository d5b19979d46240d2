import { describeLocation, locationHash, locationRefusal, type AllowedAccount } from '../../domain/location.js';
import type { ImageLocation } from '../../domain/location.js';
import { ownerOf } from '../../domain/location-record.js';
import type { Log } from '../../telemetry/log-events.js';
import { describeError } from '../failure.js';
import type { RecordHeader } from '../recording/ports.js';
import { applyReport, type ProjectionPorts } from '../recording/project-record.js';
import type { HasContainer } from './ports.js';
import { mayRemove, type ScanStats } from './scan-stats.js';

export interface ContainerPorts extends ProjectionPorts {
  hasContainer: HasContainer;
  accounts: readonly AllowedAccount[];
}

/** Storage must say twice that a container is missing, with this time between. */
const CONFIRMED_AFTER_MS = 24 * 60 * 60_000;

/**
 * Looks whether a record's container is there, and answers whether the record was changed. Only storage's own "missing", twice,
 * a day apart, removes anything.
 */
export function createCheckContainer(ports: ContainerPorts, stats: ScanStats, log: Log) {
  const { store, clock } = ports;
  const probe = createProbe(ports, stats, log);
  return async ({ record, version }: RecordHeader): Promise<boolean> => {
    const location = locationHash(record.location);
    const { missingSince, recordedAt } = record;
    const patch = (since: Date | null): Promise<boolean> => {
      stats.left -= 1;
      return store.patchRecord(location, { missingSince: since }, version);
    };
    const isThere = await probe(record.location);
    if (isThere === undefined) return false;
    const now = clock();
    if (isThere) {
      if (missingSince === undefined) return false;
      stats.recovered += 1;
      return patch(null);
    }
    if (missingSince === undefined || (recordedAt !== undefined && recordedAt > missingSince)) {
      stats.missing += 1;
      return patch(now);
    }
    const waitedMs = now.getTime() - missingSince.getTime();
    if (waitedMs < CONFIRMED_AFTER_MS) return false;
    if (!mayRemove(stats)) {
      stats.deferred += 1;
      return false;
    }
    stats.left -= 5;
    await applyReport(ports, location, { kind: 'missing', since: missingSince });
    stats.removed += 1;
    const missingSeconds = Math.round(waitedMs / 1000);
    log('manifest-removed', { videoId: ownerOf(record), location: describeLocation(record.location), missingSeconds });
    return true;
  };
}

/**
 * Asks storage for containers during one run; undefined when it cannot be known. A failure never counts as "missing", and an
 * account that failed is not asked again in the run: each time may cost the whole time limit of a call.
 */
function createProbe({ hasContainer, accounts }: ContainerPorts, stats: ScanStats, log: Log) {
  const silent = new Set<string>();
  return async (location: ImageLocation): Promise<boolean | undefined> => {
    if (silent.has(location.account) || locationRefusal(location, accounts) !== undefined) {
      stats.skipped += 1;
      return undefined;
    }
    stats.left -= 1;
    try {
      const isThere = await hasContainer(location);
      stats.checked += 1;
      return isThere;
    } catch (error) {
      silent.add(location.account);
      stats.failed += 1;
      const { code, reason } = describeError(error);
      if (code === 'access-denied') log('access-denied', { reason });
      return undefined;
    }
  };
}

import { countByKind, countByTimes } from '../../domain/content.js';
import { entryOf, type Entry } from '../../domain/entry.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { describeLocation, locationHash, type ImageLocation } from '../../domain/location.js';
import { EventRejected } from '../../domain/media-event.js';
import type { RecordOutcome } from '../../domain/report.js';
import type { VideoRecords } from '../../domain/video.js';
import type { Log } from '../../telemetry/log-events.js';
import type { Clock } from '../clock.js';
import { Failure } from '../failure.js';
import type { RecordingPorts } from './ports.js';
import { recordLocation, type LocationReport, type Recorded } from './record-location.js';

/** What the use cases of one event work with. */
export interface SharedPorts extends RecordingPorts {
  /**
   * Records a report and logs its outcome. `since`: the time at which the location is said to be ready; `videoRecords`: the
   * claimed video's partition, where it is read already. Throws `EventRejected` for a location that is too large: it is so at
   * every delivery.
   */
  recordShared: (
    report: LocationReport,
    options: { since: Date | undefined; videoRecords?: VideoRecords },
    log: Log,
  ) => Promise<Recorded | undefined>;
}

/** Runs work that several invocations wait for, and that must not end with the deadline of the first. */
export type Detach = <T>(run: () => Promise<T>) => Promise<T>;

/** Recordings under way in this instance, by what they report. */
export type RecordingsInFlight = Map<string, Promise<Recorded | undefined>>;

/**
 * Events of one transition report the same at once: they share one recording, with its listing. It began after the job had
 * ended, so it sees all of the job's images. A recording that outlasts an event's deadline is finished all the same.
 */
export function shareRecordings(
  ports: RecordingPorts,
  inFlight: RecordingsInFlight,
  detach: Detach,
): SharedPorts['recordShared'] {
  return async (report, { since, ...options }, log) => {
    const key = JSON.stringify({ ...report, location: locationHash(report.location) });
    const list = () => listLocation(ports, report, since, log);
    const start = () =>
      detach(() => recordLocation(ports, report, { ...options, list }, log))
        .catch(rejectTooLarge(report.location))
        .finally(() => inFlight.delete(key));
    const running = inFlight.get(key);
    const recording = running ?? start();
    if (running === undefined) inFlight.set(key, recording);
    const recorded = await recording;
    if (recorded === undefined) return undefined;
    const outcome = running === undefined || recorded.outcome === 'deleted' ? recorded.outcome : 'unchanged';
    logRecorded(log, ports.clock, outcome, entryOf(recorded.record));
    return recorded;
  };
}

function rejectTooLarge(location: ImageLocation): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Failure) || error.code !== 'too-large') throw error;
    throw new EventRejected([`${describeLocation(location)}: ${error.message}`]);
  };
}

/** A container may be made late: a location may be missing or empty for so long before it is recorded as empty. */
const WAIT_FOR_BLOBS_MS = 10 * 60_000;

/**
 * The blobs of a location that is said to be ready since `since`; none, with a line in the log, when they are missing ten
 * minutes after that. Throws `not-ready` until then, and always where the time is unknown.
 */
async function listLocation(
  { images, clock }: RecordingPorts,
  { location, videoId }: LocationReport,
  since: Date | undefined,
  log: Log,
): Promise<readonly ListedBlob[]> {
  const blobs = await images.list(location);
  if (blobs !== undefined && blobs.length > 0) return blobs;
  const reason = blobs === undefined ? 'the container is missing' : 'there are no blobs';
  const waitedMs = since === undefined ? 0 : clock().getTime() - since.getTime();
  const described = describeLocation(location);
  if (waitedMs < WAIT_FOR_BLOBS_MS) throw new Failure('not-ready', `${described}: ${reason} so far`);
  log('location-empty', { videoId, location: described, reason, waitedSeconds: Math.round(waitedMs / 1000) });
  return [];
}

/** One line for the outcome of a report. */
export function logRecorded(log: Log, clock: Clock, outcome: RecordOutcome, entry: Entry): void {
  const { videoId, source, content, recordedAt } = entry;
  const { assetName: asset, transform, job } = source;
  const location = describeLocation(entry.location);
  if (outcome === 'deleted') {
    log('recording-deleted', { videoId, location, asset, transform, job });
    return;
  }
  const series = content?.series ?? [];
  const { Poster: posters, Thumbnail: thumbnails, Sprite: sprites } = countByKind(series);
  const times = countByTimes(series);
  // The epoch stands for an unknown time.
  const isTimed = recordedAt !== undefined && recordedAt.getTime() !== 0;
  log('manifest-recorded', {
    ...{ videoId, outcome, location, asset, transform, job },
    ...{ series: series.length, posters, thumbnails, sprites },
    ...{ timesPreset: times.preset, timesOperator: times.operator, timesWebvtt: times.webvtt },
    ...{ timesNames: times.names, timesInferred: times.inferred, timesUnknown: times.unknown },
    ageSeconds: isTimed ? Math.round((clock().getTime() - recordedAt.getTime()) / 1000) : undefined,
    unservable: content?.unservable,
  });
}

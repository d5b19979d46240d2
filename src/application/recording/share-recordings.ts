import { describeLocation, locationHash, type ImageLocation } from '../../domain/location.js';
import { EventRejected } from '../../domain/media-event.js';
import type { Log } from '../../telemetry/log-events.js';
import { Failure } from '../failure.js';
import type { RecordingPorts } from './ports.js';
import { recordLocation, type RecordOptions, type LocationReport, type Recorded } from './record-location.js';
import { logRecorded } from './log-recorded.js';
import { entryOf } from '../../domain/entry.js';

/** Records a report; logs its outcome. Throws `EventRejected` for a location that is too large: it is so at every delivery. */
export type SharedRecording = (
  report: LocationReport,
  options: RecordOptions,
  log: Log,
) => Promise<Recorded | undefined>;

/** Runs work that several invocations wait for, and that must not end with the deadline of the first. */
export type Detach = <T>(run: () => Promise<T>) => Promise<T>;

/** Recordings under way in this instance, by what they report. */
export type RecordingsInFlight = Map<string, Promise<Recorded | undefined>>;

/**
 * Events of one transition report the same at once: they share one recording, with its listing. It began after the job had
 * ended, so it sees all of the job's images. A recording that outlasts an event's deadline is finished all the same.
 */
export function shareRecordings(ports: RecordingPorts, inFlight: RecordingsInFlight, detach: Detach): SharedRecording {
  return async (report, options, log) => {
    const key = JSON.stringify({ ...report, location: locationHash(report.location) });
    const running = inFlight.get(key);
    if (running !== undefined) {
      const recorded = await running;
      if (recorded !== undefined) logRecorded(log, ports.clock, sharedOutcome(recorded), entryOf(recorded.record));
      return recorded;
    }
    const started = detach(() => recordLocation(ports, report, options, log))
      .catch(rejectTooLarge(report.location))
      .finally(() => inFlight.delete(key));
    inFlight.set(key, started);
    const recorded = await started;
    if (recorded !== undefined) logRecorded(log, ports.clock, recorded.outcome, entryOf(recorded.record));
    return recorded;
  };
}

function rejectTooLarge(location: ImageLocation): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Failure) || error.code !== 'too-large') throw error;
    throw new EventRejected([`${describeLocation(location)}: ${error.message}`]);
  };
}

function sharedOutcome({ outcome }: Recorded): Recorded['outcome'] {
  return outcome === 'deleted' ? outcome : 'unchanged';
}

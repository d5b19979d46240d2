import { EventRejected, type MediaEvent } from '../../domain/media-event.js';
import { Failure } from '../failure.js';
import type { Log } from '../../telemetry/log-events.js';
import type { MediaLibrary, RecordingPorts } from './ports.js';
import type { StartPublishing } from '../publishing/ports.js';
import { askOnce } from './ask-library.js';
import { clampToNow } from './record-location.js';
import { recordImages, recordOutput } from './record-output.js';
import { saveReportedState } from './save-job-state.js';
import { shareRecordings, type Detach, type RecordingsInFlight, type SharedPorts } from './share-recordings.js';

/** Records what an event reports. Throws what a redelivery may cure, after everything else is safe. */
export type RecordThumbnails = (event: MediaEvent, log: Log) => Promise<void>;

type Given = Omit<RecordingPorts, 'publisher'> & { startPublishing: StartPublishing; detach: Detach };

export function createRecordThumbnails({ startPublishing, detach, ...others }: Given): RecordThumbnails {
  const inFlight: RecordingsInFlight = new Map();
  return async (event, log) => {
    const publisher = startPublishing();
    const ports = { ...others, publisher, library: others.library && askOnce(others.library) };
    const recordShared = shareRecordings(ports, inFlight, detach);
    // Publishing comes last: a topic that does not answer must not take the time of what is still to be recorded.
    const parts = [() => recordEvent({ ...ports, recordShared }, event, log), () => publisher.publish(log)];
    await settleAll(parts, 'parts of the event');
  };
}

async function recordEvent(ports: SharedPorts, event: MediaEvent, log: Log): Promise<void> {
  switch (event.kind) {
    case 'ignored':
      log('event-ignored', { id: event.id, type: event.type, reason: event.reason });
      return;
    case 'images':
      return recordImages(ports, event, log);
    case 'outputs':
      return recordOutputs(ports, event, log);
    case 'job':
      if (event.state === 'Finished') return recordOutputs(ports, await outputsOf(event, ports.library), log);
      return saveState(ports, event, log);
  }
}

async function recordOutputs(ports: SharedPorts, report: OutputsEvent, log: Log): Promise<void> {
  if (report.unreadable !== undefined) log('event-rejected', { id: report.id, reasons: report.unreadable });
  const outputs = report.outputs.map((output) => async () => {
    try {
      await recordOutput(ports, report, output, log);
    } catch (error) {
      if (!(error instanceof EventRejected)) throw error;
      log('event-rejected', { id: report.id, asset: output.assetName, reasons: error.reasons });
    }
  });
  await settleAll(outputs, 'outputs');
}

/** Job-level events name no output: only correlation data can name their video. */
async function saveState(ports: SharedPorts, event: MediaEvent & { kind: 'job' }, log: Log): Promise<void> {
  const { videoId, state } = event;
  if (videoId === undefined) {
    const reason = `no correlation data names the video of job '${event.job.job}', now ${state}`;
    log('event-ignored', { id: event.id, reason });
    return;
  }
  await saveReportedState(
    ports,
    videoId,
    { ...event.job, output: '', state, at: clampToNow(ports.clock, event.at) },
    log,
  );
}

type OutputsEvent = MediaEvent & { kind: 'outputs' };

/** JobStateChange carries no outputs, and its sample no correlation data; the job has both. */
async function outputsOf(event: MediaEvent & { kind: 'job' }, library?: MediaLibrary): Promise<OutputsEvent> {
  const found = await library?.findJob(event.job);
  if (found === undefined) {
    const why = library === undefined ? 'there are no Media Services settings to read it with' : 'it is gone';
    throw new EventRejected([`the event names no output, and job '${event.job.job}' cannot be asked: ${why}`]);
  }
  const { id, job, at, videoId = found.videoId } = event;
  const outputs = found.outputs
    .filter(({ assetName }) => assetName !== '')
    .map(({ assetName, state, error }) => ({ assetName, state, ...(error && { error }) }));
  if (outputs.length === 0) throw new Failure('unavailable', `job '${job.job}' has finished and names no asset`);
  return { kind: 'outputs', id, job, at, outputs, ...(videoId !== undefined && { videoId }) };
}

/** A failure of one does not keep the others from being done; a redelivery finds those unchanged. */
async function settleAll(all: readonly (() => Promise<void>)[], what: string): Promise<void> {
  const failures: unknown[] = [];
  for (const settle of all) {
    try {
      await settle();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} ${what} could not be done`);
}

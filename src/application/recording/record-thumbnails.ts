import { EventRejected, type MediaEvent } from '../../domain/media-event.js';
import { Failure } from '../failure.js';
import type { Log } from '../../telemetry/log-events.js';
import type { MediaLibrary, RecordingPorts } from './ports.js';
import type { StartPublishing } from '../publishing/ports.js';
import { askOnce } from './ask-once.js';
import { clampToNow } from './clamp-to-now.js';
import { logState } from './log-recorded.js';
import { createRecordImages } from './record-images.js';
import { createRecordOutput } from './record-output.js';
import { saveJobState } from './save-job-state.js';
import { shareRecordings, type Detach, type RecordingsInFlight } from './share-recordings.js';

/** Records what an event reports. Throws what a redelivery may cure, after everything else is safe. */
export type RecordThumbnails = (event: MediaEvent, log: Log) => Promise<void>;

export interface EventPorts extends Omit<RecordingPorts, 'publisher'> {
  startPublishing: StartPublishing;
  detach: Detach;
}

export function createRecordThumbnails({ startPublishing, detach, ...others }: EventPorts): RecordThumbnails {
  const inFlight: RecordingsInFlight = new Map();
  return async (event, log) => {
    const ports = { ...others, publisher: startPublishing() };
    // Publishing comes last: a topic that does not answer must not take the time of what is still to be recorded.
    const parts = [() => recordEvent(ports, event, log), () => ports.publisher.publish(log)];
    await settleAll(parts, (part) => part(), 'parts of the event');
  };

  async function recordEvent(given: RecordingPorts, event: MediaEvent, log: Log): Promise<void> {
    const ports = { ...given, library: given.library && askOnce(given.library) };
    const recordShared = shareRecordings(ports, inFlight, detach);
    switch (event.kind) {
      case 'ignored':
        log('event-ignored', { id: event.id, type: event.type, reason: event.reason });
        return;
      case 'images':
        await createRecordImages(ports, recordShared)(event, log);
        return;
      case 'job':
        if (event.state === 'Finished') await recordOutputs(await outputsOf(event, ports.library));
        else await saveState(ports, event, log);
        return;
      case 'outputs':
        await recordOutputs(event);
    }

    async function recordOutputs(report: OutputsEvent): Promise<void> {
      const recordOutput = createRecordOutput(ports, recordShared);
      if (report.unreadable !== undefined) log('event-rejected', { id: report.id, reasons: report.unreadable });
      await settleAll(
        report.outputs,
        async (output) => {
          try {
            await recordOutput(report, output, log);
          } catch (error) {
            if (!(error instanceof EventRejected)) throw error;
            log('event-rejected', { id: report.id, asset: output.assetName, reasons: error.reasons });
          }
        },
        'outputs',
      );
    }
  }

  /** Job-level events name no output: only correlation data can name their video. */
  async function saveState(ports: RecordingPorts, event: MediaEvent & { kind: 'job' }, log: Log): Promise<void> {
    const { videoId, state } = event;
    if (videoId === undefined) {
      const reason = `no correlation data names the video of job '${event.job.job}', now ${state}`;
      log('event-ignored', { id: event.id, reason });
      return;
    }
    const reported = { ...event.job, output: '', state, at: clampToNow(ports.clock, event.at) };
    const kept = await saveJobState(ports, videoId, reported, await ports.store.readVideo(videoId));
    logState(log, videoId, reported, kept);
  }

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
}

type OutputsEvent = MediaEvent & { kind: 'outputs' };

/** A failure of one does not keep the others from being done; a redelivery finds those unchanged. */
async function settleAll<T>(all: readonly T[], settle: (one: T) => Promise<void>, what: string): Promise<void> {
  const failures: unknown[] = [];
  for (const one of all) {
    try {
      await settle(one);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} ${what} could not be done`);
}

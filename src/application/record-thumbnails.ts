import { EventRejected, type MediaEvent } from '../domain/media-event.js';
import { Failure } from './failure.js';
import { logState } from './log-recorded.js';
import { nobodyListens, type Publishing } from './publishing.js';
import { makeRecordImages } from './record-images.js';
import { makeRecordOutput, type RecordingPorts } from './record-output.js';
import { notAhead } from './recording-time.js';
import { rememberState } from './remember-state.js';
import type { Log, MediaLibrary } from './ports.js';
import { askOnce } from './ask-once.js';

/** Records what an event says; throws whatever a redelivery may cure, after everything else is safe. */
export type RecordThumbnails = (event: MediaEvent, log: Log) => Promise<void>;

export function makeRecordThumbnails(ports: RecordingPorts): RecordThumbnails {
  const recordImages = makeRecordImages(ports);
  return async (event, log) => {
    const publishing = ports.startPublishing?.() ?? nobodyListens;
    // Last, and all at once: a topic that does not answer must not take the time of what is still to be recorded.
    const parts = [() => recordEvent(event, publishing, log), () => publishing.publish(log)];
    await settleAll(parts, (part) => part(), 'parts of the event');
  };

  async function recordEvent(event: MediaEvent, publishing: Publishing, log: Log): Promise<void> {
    if (event.kind === 'ignored') {
      log('event-ignored', { id: event.id, type: event.type, reason: event.reason });
      return;
    }
    if (event.kind === 'images') {
      await recordImages(event, publishing, log);
      return;
    }
    if (event.kind === 'job' && event.state !== 'Finished') {
      await rememberJob(event, log);
      return;
    }
    const library = ports.library && askOnce(ports.library);
    const recordOutput = makeRecordOutput({ ...ports, library });
    const news = event.kind === 'outputs' ? await withVideo(event, library) : await outputsOf(event, library);
    if (news.unreadable !== undefined) log('event-rejected', { id: event.id, reasons: news.unreadable });
    await settleAll(
      news.outputs,
      async (output) => {
        try {
          await recordOutput(news, output, publishing, log);
        } catch (error) {
          if (!(error instanceof EventRejected)) throw error;
          log('event-rejected', { id: event.id, asset: output.assetName, reasons: error.reasons });
        }
      },
      'outputs',
    );
  }

  /** Job-level events name no output: only correlation data can say which video they mean. */
  async function rememberJob(event: MediaEvent & { kind: 'job' }, log: Log): Promise<void> {
    const { videoId } = event;
    if (videoId === undefined) {
      const reason = `no correlation data names the video of job '${event.job.job}', now ${event.state}`;
      log('event-ignored', { id: event.id, reason });
      return;
    }
    const { state } = event;
    const news = { ...event.job, output: '', state, at: notAhead(ports.clock, event.at) };
    const kept = await rememberState(ports, videoId, news, await ports.store.readVideo(videoId));
    logState(log, videoId, news, kept);
  }

  /** An event may leave out the correlation data that others of its job have: the job tells the same to all. */
  async function withVideo(event: OutputsEvent, library?: MediaLibrary): Promise<OutputsEvent> {
    const videoId = event.videoId ?? (await library?.findJob(event.job))?.videoId;
    return { ...event, ...(videoId !== undefined && { videoId }) };
  }

  /** JobStateChange carries no outputs, and its sample no correlation data; the job knows both. */
  async function outputsOf(event: MediaEvent & { kind: 'job' }, library?: MediaLibrary): Promise<OutputsEvent> {
    const found = await library?.findJob(event.job);
    if (found === undefined) {
      const why = library === undefined ? 'there are no Media Services settings to read it with' : 'it is gone';
      throw new EventRejected([`the event names no output, and job '${event.job.job}' cannot be asked: ${why}`]);
    }
    const { id, job, at, videoId = found.videoId } = event;
    const outputs = found.outputs
      .filter(({ assetName }) => assetName !== '')
      .map(({ assetName, state }) => ({ assetName, state }));
    if (outputs.length === 0) throw new Failure('unavailable', `job '${job.job}' has finished and names no asset`);
    return { kind: 'outputs', id, job, at, outputs, ...(videoId !== undefined && { videoId }) };
  }
}

type OutputsEvent = MediaEvent & { kind: 'outputs' };

/** The trouble of one does not keep the others from being done; a redelivery finds those unchanged. */
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

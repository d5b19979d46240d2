import { EventRejected, type MediaEvent, type OutputReport } from '../../domain/media-event.js';
import type { JobRef, OutputState } from '../../domain/output-state.js';
import { describeLocation, locationHash, locationRefusal, type ImageLocation } from '../../domain/location.js';
import { ownerOf } from '../../domain/location-record.js';
import { canonicalVideoId } from '../../domain/video-id.js';
import type { Asset, Job, RecordingPorts } from './ports.js';
import type { Log } from '../../telemetry/log-events.js';
import { clampToNow } from './clamp-to-now.js';
import { findDuplicate } from './find-duplicate.js';
import { listLocation } from './list-location.js';
import { locateOutput, videoOf } from './locate-output.js';
import { logRecorded, logState } from './log-recorded.js';
import type { LocationReport } from './record-location.js';
import { rulesFor } from './rules-for.js';
import { saveJobState, settleState } from './save-job-state.js';
import type { SharedRecording } from './share-recordings.js';

/** Why the images of some assets are recorded without any. */
export const CLIENT_ENCRYPTED = 'the blobs are encrypted by the client; a URL would serve ciphertext';

type JobEvent = MediaEvent & { kind: 'outputs' };

/** Saves the state of one output and, when it has finished, records the images in its location (docs/recording.md). */
export function createRecordOutput(ports: RecordingPorts, recordShared: SharedRecording) {
  const { store, library, clock, accounts, publisher } = ports;

  return async (event: JobEvent, output: OutputReport, log: Log): Promise<void> => {
    const { error } = output;
    const reported = { ...event.job, output: output.assetName, state: output.state, ...(error && { error }) };
    if (output.state !== 'Finished') {
      const videoId = await videoOf(library, output.assetName, await correlatedVideo(event));
      await saveState(videoId, { ...reported, at: clampToNow(clock, event.at) }, log);
      return;
    }

    const lookup = await findDuplicate(store, event, output, library);
    if (lookup.duplicate !== undefined) {
      const { entry, isPending } = lookup.duplicate;
      if (isPending) publisher.resume({ location: locationHash(entry.location) });
      logRecorded(log, clock, 'unchanged', entry);
      return;
    }

    const located = await locateOutput(library, accounts, output.assetName, await correlatedVideo(event));
    const { videoId, asset, location } = located;
    const refusal = location && locationRefusal(location, accounts);
    const isAwaited = location !== undefined && refusal === undefined;
    const [job, transform] = isAwaited ? await askOf(event.job) : [];
    const at = clampToNow(clock, job?.endedAt ?? event.at);
    const records = lookup.videoId === videoId ? lookup.records : await store.readVideo(videoId);
    const awaited = isAwaited && { finishedSeenAt: clock(), location: locationHash(location) };
    const finished: OutputState = { ...reported, at, ...awaited };
    const kept = await saveJobState(ports, videoId, finished, records);
    if (location === undefined) throw new EventRejected([located.problem]);
    if (refusal !== undefined) {
      log('location-denied', { id: event.id, videoId, location: describeLocation(location), reason: refusal });
      return;
    }

    const since = kept === 'deleted' ? clock() : (kept.finishedSeenAt ?? clock());
    const report = reportOf({ event, output, asset, job, transform, location, videoId, at });
    const list = () => listLocation(ports, location, { videoId, since }, log);
    const recorded = await recordShared(report, { list, videoRecords: records }, log).catch(async (error: unknown) => {
      // What is refused for good is not awaited.
      if (error instanceof EventRejected) await settleState(ports, videoId, finished, 'refused');
      throw error;
    });
    if (recorded === undefined) return;
    const { outcome, record } = recorded;
    // A deletion of another video, which owns the location by now, leaves this video's state.
    if (ownerOf(record) !== videoId) await settleState(ports, videoId, finished, 'moved');
    else if (outcome === 'deleted') await settleState(ports, videoId, finished, 'deleted');
  };

  async function saveState(videoId: string, state: OutputState, log: Log): Promise<void> {
    const kept = await saveJobState(ports, videoId, state, await store.readVideo(videoId));
    logState(log, videoId, state, kept);
  }

  /** An event may leave out the correlation data of its job; the job has it. */
  async function correlatedVideo({ videoId, job }: JobEvent): Promise<string | undefined> {
    return videoId ?? (await library?.findJob(job))?.videoId;
  }

  async function askOf(job: JobRef) {
    return Promise.all([library?.findJob(job), library?.findTransform(job.transform)]);
  }
}

interface Known {
  event: JobEvent;
  output: OutputReport;
  asset: Asset | undefined;
  job: Job | undefined;
  transform: Parameters<typeof rulesFor>[2];
  location: ImageLocation;
  videoId: string;
  at: Date;
}

function reportOf({ event, output, asset, job, transform, location, videoId, at }: Known): LocationReport {
  const images = rulesFor(output, job, transform);
  const names = [output.assetName, asset?.assetId].filter((name) => name !== undefined);
  return {
    ...{ location, source: 'event', videoId, at },
    job: { ...event.job, at },
    asset: { name: output.assetName, at },
    aliases: names.map(canonicalVideoId),
    ...(images !== undefined && { rules: { job: { at, images } } }),
    ...(asset !== undefined && { asked: asset.isClientEncrypted ? { unservable: CLIENT_ENCRYPTED } : {} }),
  };
}

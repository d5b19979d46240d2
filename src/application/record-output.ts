import { EventRejected, type MediaEvent, type OutputNews } from '../domain/media-event.js';
import type { JobRef } from '../domain/output-state.js';
import { describeLocation, locationRefusal, type AllowedAccount } from '../domain/location.js';
import { fitManifest } from './fit-manifest.js';
import { leaveForgotten } from './leave-forgotten.js';
import { locateOutput, videoOf } from './locate-output.js';
import type { Clock, ImageStore, Log, ManifestStore, MediaLibrary } from './ports.js';
import { logRecorded, logState } from './log-recorded.js';
import type { Publishing, StartPublishing } from './publishing.js';
import { readImages } from './read-images.js';
import { notAhead } from './recording-time.js';
import { leaveState, rememberState } from './remember-state.js';
import { rulesFor } from './rules-for.js';
import { takeFolders } from './untold-place.js';
import { writeManifest } from './write-manifest.js';

export interface RecordingPorts {
  store: ManifestStore;
  images: ImageStore;
  /** Absent where the settings name no Media Services account. */
  library: MediaLibrary | undefined;
  clock: Clock;
  /** The first is the account of assets that name none. */
  accounts: readonly AllowedAccount[];
  /** Absent where nobody is told of changes. */
  startPublishing?: StartPublishing;
}

/** Why the images of some assets are recorded without any. */
export const CLIENT_ENCRYPTED = 'the blobs are encrypted by the client; a URL would serve ciphertext';

type JobEvent = MediaEvent & { kind: 'outputs' };

/** Remembers the state of one output and, when it has finished, records the images in its location (design 3.1 to 3.5). */
export function makeRecordOutput(ports: RecordingPorts) {
  const { store, library, clock, accounts } = ports;

  return async (event: JobEvent, output: OutputNews, publishing: Publishing, log: Log): Promise<void> => {
    const news = { ...event.job, output: output.assetName, state: output.state };
    if (output.state !== 'Finished') {
      const videoId = await videoOf(library, output.assetName, event.videoId);
      const state = { ...news, at: notAhead(clock, event.at) };
      const kept = await rememberState(ports, videoId, state, await store.readVideo(videoId));
      logState(log, videoId, state, kept);
      return;
    }

    const located = await locateOutput(library, accounts, output.assetName, event.videoId);
    const { videoId, asset, location } = located;
    const refusal = location && locationRefusal(location, accounts);
    const isAwaited = location !== undefined && refusal === undefined;
    const [job, transform] = isAwaited ? await askOf(event.job) : [];
    const recordedAt = notAhead(clock, job?.endedAt ?? event.at);
    const records = await store.readVideo(videoId);
    const finished = { ...news, at: recordedAt, ...(isAwaited && { finishedSeenAt: clock() }) };
    const kept = await rememberState(ports, videoId, finished, records);
    if (location === undefined) throw new EventRejected([located.problem]);
    if (refusal !== undefined) {
      log('place-refused', { id: event.id, videoId, location: describeLocation(location), reason: refusal });
      return;
    }

    const assetId = asset?.assetId;
    const source = { assetName: output.assetName, ...(assetId !== undefined && { assetId }), ...event.job };
    const ended = { videoId, location, recordedAt, source, series: [] };
    const claim = { by: 'named' as const, since: recordedAt };
    if (kept === 'forgotten') {
      await leaveForgotten(store, ended, claim, records);
      logRecorded(log, clock, 'forgotten', ended);
      return;
    }
    const { finishedSeenAt: since = clock() } = kept;
    const rules = rulesFor(output, job, transform);
    const found =
      asset?.isClientEncrypted === true
        ? { unservable: CLIENT_ENCRYPTED }
        : await readImages(ports, { videoId, location, rules, since }, log);
    const manifest = fitManifest(store, { ...ended, ...found }, log);
    const outcome = await writeManifest({ store, publishing }, manifest, records, claim);
    if (outcome === 'forgotten') await leaveState(store, videoId, finished);
    else if (outcome !== 'stale') await takeFolders({ store, publishing }, manifest);
    logRecorded(log, clock, outcome, manifest);
  };

  async function askOf(job: JobRef) {
    return Promise.all([library?.findJob(job), library?.findTransform(job.transform)]);
  }
}

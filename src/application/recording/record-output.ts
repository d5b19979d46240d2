import { describeLocation, locationHash, locationRefusal } from '../../domain/location.js';
import { containerId, ownerOf } from '../../domain/location-record.js';
import { EventRejected, type ImagesReadyReport, type MediaEvent, type OutputReport } from '../../domain/media-event.js';
import type { OutputState } from '../../domain/output-state.js';
import type { Log } from '../../telemetry/log-events.js';
import { assetFacts, locateOutput, rulesFor, videoIdOf } from './ask-library.js';
import { findDuplicate } from './find-duplicate.js';
import { clampToNow, type LocationReport } from './record-location.js';
import { saveJobState, saveReportedState, settleState } from './save-job-state.js';
import { logRecorded, type SharedPorts } from './share-recordings.js';

/** Saves the state of one output and, when it has finished, records the images in its location (docs/recording.md). */
export async function recordOutput(
  ports: SharedPorts,
  event: MediaEvent & { kind: 'outputs' },
  output: OutputReport,
  log: Log,
): Promise<void> {
  const { store, library, clock, accounts, publisher } = ports;
  const { assetName, state, error } = output;
  const reported = { ...event.job, output: assetName, state, ...(error && { error }) };
  // An event may leave out the correlation data of its job; the job has it.
  const correlatedVideo = async () => event.videoId ?? (await library?.findJob(event.job))?.videoId;
  if (state !== 'Finished') {
    const videoId = (await correlatedVideo()) ?? videoIdOf(assetName, undefined, await library?.findAsset(assetName));
    await saveReportedState(ports, videoId, { ...reported, at: clampToNow(clock, event.at) }, log);
    return;
  }

  const lookup = await findDuplicate(store, event, output, library);
  if (lookup.duplicate !== undefined) {
    const { entry, isPending } = lookup.duplicate;
    if (isPending) publisher.resume({ location: locationHash(entry.location) });
    logRecorded(log, clock, 'unchanged', entry);
    return;
  }

  const located = await locateOutput(library, accounts, assetName, await correlatedVideo());
  const { videoId, asset, location } = located;
  const refusal = location && locationRefusal(location, accounts);
  const isAwaited = location !== undefined && refusal === undefined;
  const [job, transform] = isAwaited
    ? await Promise.all([library?.findJob(event.job), library?.findTransform(event.job.transform)])
    : [];
  const at = clampToNow(clock, job?.endedAt ?? event.at);
  const videoRecords = lookup.videoId === videoId ? lookup.records : await store.readVideo(videoId);
  const awaited = isAwaited && { finishedSeenAt: clock(), location: locationHash(location) };
  const finished: OutputState = { ...reported, at, ...awaited };
  const kept = await saveJobState(ports, videoId, finished, videoRecords);
  if (location === undefined) throw new EventRejected([located.problem]);
  if (refusal !== undefined) {
    log('location-denied', { id: event.id, videoId, location: describeLocation(location), reason: refusal });
    return;
  }

  const since = kept === 'deleted' ? clock() : (kept.finishedSeenAt ?? clock());
  const rules = rulesFor(output, job, transform);
  const report: LocationReport = {
    ...{ location, source: 'event', videoId, at },
    job: { ...event.job, at },
    ...assetFacts(assetName, asset, at),
    ...(rules !== undefined && { rules: { job: { at, images: rules } } }),
  };
  const recorded = await ports.recordShared(report, { since, videoRecords }, log).catch(async (error: unknown) => {
    // What is refused for good is not awaited.
    if (error instanceof EventRejected) await settleState(ports, videoId, finished, 'refused');
    throw error;
  });
  if (recorded === undefined) return;
  // A deletion of another video, which owns the location by now, leaves this video's state.
  if (ownerOf(recorded.record) !== videoId) await settleState(ports, videoId, finished, 'moved');
  else if (recorded.outcome === 'deleted') await settleState(ports, videoId, finished, 'deleted');
}

/**
 * Records images of an encoder that raises no job events. `Stillframe.ImagesReady` names the video, so it claims
 * as an event; a marker's path or container only lets the video be inferred.
 */
export async function recordImages(ports: SharedPorts, report: ImagesReadyReport, log: Log): Promise<void> {
  const { accounts, clock } = ports;
  const location = { account: accounts[0]?.name ?? '', ...report.location };
  const videoId = report.videoId ?? containerId(location.container);
  const refusal = locationRefusal(location, accounts);
  if (refusal !== undefined) {
    log('location-denied', { id: report.id, videoId, location: describeLocation(location), reason: refusal });
    return;
  }
  const at = report.at && clampToNow(clock, report.at);
  const source = report.isNamed ? 'event' : 'inferred';
  const told = report.times && { told: { times: report.times } };
  await ports.recordShared({ location, source, videoId, ...(at && { at }), ...told }, { since: at }, log);
}

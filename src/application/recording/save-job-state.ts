import { isCovered } from '../../domain/deletion.js';
import { isSameOutput, mergeState, type OutputState } from '../../domain/output-state.js';
import { withoutAwaiting, type VideoRecords } from '../../domain/video.js';
import type { Log } from '../../telemetry/log-events.js';
import type { RecordingPorts } from './ports.js';
import { withOptimisticRetry } from './with-optimistic-retry.js';

type StatePorts = Pick<RecordingPorts, 'store' | 'videoChanged'>;

/** Keeps the latest state of an output; answers what is kept, or `deleted` for a state as old as its video's deletion. */
export function saveJobState(
  { store, videoChanged }: StatePorts,
  videoId: string,
  reported: OutputState,
  known: VideoRecords,
): Promise<OutputState | 'deleted'> {
  return withOptimisticRetry(async (round) => {
    const { outputs, tombstone } = round === 1 ? known : await store.readVideo(videoId);
    const deletedAt = tombstone?.tombstone.deletedAt;
    if (isCovered(reported.at, deletedAt)) return 'deleted';
    const stored = outputs.find(({ state }) => isSameOutput(state, reported));
    const existing = stored && !isCovered(stored.state.at, deletedAt) ? stored.state : undefined;
    const next = mergeState(existing, reported);
    if (next === existing) return next;
    if (!(await store.putOutputState(videoId, next, stored?.version))) return undefined;
    await videoChanged?.(videoId);
    return next;
  });
}

/** The same for a state that is all that an event reports, with a line in the log. */
export async function saveReportedState(
  ports: StatePorts,
  videoId: string,
  reported: OutputState,
  log: Log,
): Promise<void> {
  const kept = await saveJobState(ports, videoId, reported, await ports.store.readVideo(videoId));
  const { transform, job, state, output } = reported;
  const fields = { videoId, ...(output !== '' && { asset: output }), transform, job };
  if (kept === 'deleted') log('recording-deleted', fields);
  else log('job-state-saved', { ...fields, state });
}

/**
 * Settles the state of an output whose images do not show under its video: deleted ones leave no state, and images that belong
 * to another video, or are refused, are not awaited.
 */
export async function settleState(
  { store, videoChanged }: StatePorts,
  videoId: string,
  reported: OutputState,
  because: 'deleted' | 'moved' | 'refused',
): Promise<void> {
  await withOptimisticRetry(async () => {
    const stored = (await store.readVideo(videoId)).outputs.find(({ state }) => isSameOutput(state, reported));
    if (stored === undefined) return true;
    const { state, version } = stored;
    if (because === 'deleted' ? state.at > reported.at : state.finishedSeenAt === undefined) return true;
    const settling =
      because === 'deleted'
        ? store.deleteOutputState(videoId, state, version)
        : store.putOutputState(videoId, withoutAwaiting(state), version);
    return (await settling) ? true : undefined;
  });
  await videoChanged?.(videoId);
}

import { isLaterState, type OutputState } from '../domain/output-state.js';
import { covers, type Forgotten } from '../domain/tombstone.js';
import type { ManifestStore, VideoRecords } from './ports.js';
import { sweepForgotten } from './sweep-forgotten.js';
import { untilWritten } from './until-written.js';

/**
 * Keeps the latest state of an output, and when it was first seen finished; answers what is kept now. What is as old as
 * the forgetting of its video is not kept.
 */
export async function rememberState(
  { store }: { store: ManifestStore },
  videoId: string,
  news: OutputState,
  known: VideoRecords,
): Promise<OutputState | Forgotten> {
  return untilWritten(
    known,
    () => store.readVideo(videoId),
    async (records) => {
      const { outputs, tombstone } = records;
      if (covers(tombstone, news.at)) {
        await sweepForgotten(store, videoId, records);
        return 'forgotten';
      }
      const stored = outputs.find(({ state }) => isSameOutput(state, news));
      const existing = stored && covers(tombstone, stored.state.at) ? undefined : stored?.state;
      const next = merge(existing, news);
      if (next === existing) return next;
      if (!(await store.putOutputState(videoId, next, stored?.version))) return undefined;
      // A forgetting that looked for rows before this one was there has not seen it. What is awaited is followed by a manifest,
      // which looks itself.
      const isNew = stored === undefined && next.finishedSeenAt === undefined;
      return isNew && covers(await store.readTombstone(videoId), next.at) ? undefined : next;
    },
  );
}

/** Takes a state back whose images turn out to be forgotten under another name: nothing will follow it. */
export async function leaveState(store: ManifestStore, videoId: string, news: OutputState): Promise<void> {
  const stored = (await store.readVideo(videoId)).outputs.find(({ state }) => isSameOutput(state, news));
  if (stored !== undefined && stored.state.at <= news.at)
    await store.deleteOutputState(videoId, stored.state, stored.version);
}

function isSameOutput(a: OutputState, b: OutputState): boolean {
  return a.transform === b.transform && a.job === b.job && a.output === b.output;
}

/** The same object when there is nothing to write. */
function merge(existing: OutputState | undefined, news: OutputState): OutputState {
  const latest = existing === undefined || isLaterState(news, existing) ? news : existing;
  const finishedSeenAt = existing?.finishedSeenAt ?? news.finishedSeenAt;
  if (latest === existing && finishedSeenAt === existing.finishedSeenAt) return existing;
  return { ...latest, ...(finishedSeenAt !== undefined && { finishedSeenAt }) };
}

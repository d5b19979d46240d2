import { isLaterState, type OutputState } from '../domain/output-state.js';
import type { StoredOutputState } from '../domain/video.js';
import type { ManifestStore } from './ports.js';
import { untilWritten } from './until-written.js';

/** Keeps the latest state of an output, and when it was first seen finished; answers what is kept now. */
export async function rememberState(
  { store }: { store: ManifestStore },
  videoId: string,
  news: OutputState,
  known: readonly StoredOutputState[],
): Promise<OutputState> {
  return untilWritten(
    known,
    async () => (await store.readVideo(videoId)).outputs,
    async (outputs) => {
      const stored = outputs.find(({ state }) => isSameOutput(state, news));
      const next = merge(stored?.state, news);
      if (next === stored?.state) return next;
      return (await store.putOutputState(videoId, next, stored?.version)) ? next : undefined;
    },
  );
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

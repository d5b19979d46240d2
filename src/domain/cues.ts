import type { Thumbnail } from './thumbnail.js';

/** A part of an image, in pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What shows during a piece of the video, from `startMs` up to `endMs`: a whole image, or one tile of a sheet. */
export interface Cue extends Area {
  image: Thumbnail;
  startMs: number;
  endMs: number;
}

/** What shows from a moment on, and for how long as far as is known (else 0). */
export interface Shown extends Area {
  image: Thumbnail;
  startMs: number;
  lengthMs: number;
}

/** How long the only image shows where neither its own time nor the video's end is known. */
const SOME_MS = 1000;

/**
 * Cues as players want them: in order, the first from 0, each up to the next without a gap, none of them empty, the last to the
 * end of the video. Of what begins in the same millisecond the first counts.
 */
export function toCues(shown: readonly Shown[], durationMs: number | undefined): Cue[] {
  const inTime = shown
    .map((one) => ({ ...one, startMs: Math.round(one.startMs) }))
    .sort((a, b) => a.startMs - b.startMs)
    .filter((one, i, all) => one.startMs !== all[i - 1]?.startMs);
  const endMs = endOf(inTime, Math.round(durationMs ?? 0));
  return inTime.map(({ image, startMs, x, y, width, height }, i) => ({
    image,
    startMs: i === 0 ? 0 : startMs,
    endMs: inTime[i + 1]?.startMs ?? endMs,
    ...{ x, y, width, height },
  }));
}

/**
 * The video's end, unless that is not known or lies before what shows last. Then that shows as long as it says, but no longer
 * than the one before: some files end with a time that stands for "ever".
 */
function endOf(inTime: readonly Shown[], durationMs: number): number {
  const [last, before] = inTime.slice(-2).reverse();
  if (last === undefined || durationMs > last.startMs) return durationMs;
  const step = before === undefined ? Infinity : last.startMs - before.startMs;
  const own = last.lengthMs > 0 ? last.lengthMs : Infinity;
  const lengthMs = Math.min(step, own);
  return last.startMs + (Number.isFinite(lengthMs) ? Math.max(1, Math.round(lengthMs)) : SOME_MS);
}

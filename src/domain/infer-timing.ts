import { numberingOf } from './found-series.js';
import { imageCount, type SeriesNames, type Timing } from './series.js';

/** Steps that presets usually have, and their halves. Images of three seconds would otherwise be taken for those of two and a half. */
const SECONDS = [0.5, 1, 2, 2.5, 3, 5, 7.5, 10, 15, 20, 30, 60];
const PERCENTS = [1, 2, 4, 5, 10, 20, 25];
/** Steps that differ by no more than this are taken for one. */
const SAME = 0.1;
/** A file may be longer than its pictures by the last block of sound. */
const SOUND_MS = 200;
/** Durations are rounded: a time so close to the end is the end. */
const TOLERANCE_MS = 0.001;

/** Times that a duration and a number of images admit, and which kind of step was found; `even` where none was. */
export interface InferredTiming {
  timing: Timing;
  by: 'seconds' | 'percent' | 'even';
}

/**
 * When `count` images of a video were taken, as a preset with default start and range takes them: from 0 on, one at each step before
 * the end. Of the usual steps the one that gives this very count counts, seconds before percents. Where none does, or several that
 * differ, by more than a tenth or so that the last image would be off by more than half a step, the images are spread evenly, each in the
 * middle of its part: whatever the step was, no image of such a preset is off by more than half of it. Undefined for a lone image, and
 * for no duration.
 */
export function inferTiming(durationMs: number, count: number): InferredTiming | undefined {
  if (!Number.isSafeInteger(count) || count < 2 || !Number.isFinite(durationMs) || durationMs < count) return undefined;
  const fitting = [
    ...SECONDS.map((seconds) => ({ by: 'seconds' as const, stepMs: seconds * 1000 })),
    ...PERCENTS.map((percent) => ({ by: 'percent' as const, stepMs: (percent / 100) * durationMs })),
  ].filter(({ stepMs }) => gives(stepMs, durationMs, count));
  const steps = fitting.map(({ stepMs }) => stepMs);
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  const [first] = fitting;
  if (first === undefined || most - least > SAME * most || (count - 1) * (most - least) > least / 2) {
    const stepMs = durationMs / count;
    return { timing: { startMs: stepMs / 2, stepMs }, by: 'even' };
  }
  return { timing: { startMs: 0, stepMs: first.stepMs }, by: first.by };
}

/** Whether a step makes so many images of a video whose pictures end with it, or a little before. */
function gives(stepMs: number, durationMs: number, count: number): boolean {
  const countUntil = (endMs: number) => Math.max(1, Math.ceil((endMs - TOLERANCE_MS) / stepMs));
  return countUntil(durationMs - SOUND_MS) <= count && count <= countUntil(durationMs);
}

/** The same for a series, whatever its numbers; undefined also where more than half of them are missing. */
export function inferSeriesTiming(names: SeriesNames, durationMs: number): Timing | undefined {
  const { first, stride, count } = numberingOf(names);
  const inferred = imageCount(names) * 2 < count ? undefined : inferTiming(durationMs, count);
  if (inferred === undefined) return undefined;
  const { startMs, stepMs } = inferred.timing;
  return { startMs: startMs - ((first - 1) * stepMs) / stride, stepMs: stepMs / stride, source: 'inferred' };
}

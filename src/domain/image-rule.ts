import type { Kind, Timing } from './series.js';

/**
 * A point or distance on a video's timeline as presets write it: a time, a percentage of the duration, a number of
 * frames, or `{Best}`, the encoder's own choice (its time is unknowable).
 */
export type PresetPosition =
  | { unit: 'ms'; value: number }
  | { unit: 'percent'; value: number }
  | { unit: 'frames'; value: number }
  | { unit: 'best' };

/** What positions are relative to; absent where no file of the asset says. */
export interface Timeline {
  durationMs?: number;
  framesPerSecond?: number;
}

/** The position in milliseconds, or undefined where the timeline lacks what it is relative to. */
export function positionMs(position: PresetPosition, timeline: Timeline): number | undefined {
  switch (position.unit) {
    case 'ms':
      return position.value;
    case 'percent':
      return timeline.durationMs === undefined ? undefined : (position.value / 100) * timeline.durationMs;
    case 'frames':
      return timeline.framesPerSecond === undefined ? undefined : (position.value / timeline.framesPerSecond) * 1000;
    case 'best':
      return undefined;
  }
}

/** What a preset says about the images of one layer: how their files are named and when each was taken. */
export interface ImageRule {
  /** With macros, for example `Thumbnail-{Basename}-{Index}{Extension}`. */
  filenamePattern: string;
  /** With its dot: `.jpg` or `.png`. */
  extension: string;
  label: string;
  start: PresetPosition;
  step: PresetPosition;
  /** Relative to `start`. */
  range: PresetPosition;
  isSprite: boolean;
}

/** The rule decides the kind, not the count: a series with only one image is still a series. */
export function kindOf(rule: ImageRule): Kind {
  if (rule.isSprite) return 'Sprite';
  return isOneImage(rule) ? 'Poster' : 'Thumbnail';
}

/** How the images of one layer are numbered: the first of them, and the distance to the next. */
export interface Numbering {
  first: number;
  stride: number;
}

/** Equal for rules that may be layers of one codec: then their images were taken at the same times. */
export function codecOf({ filenamePattern, extension, start, step, range, isSprite }: ImageRule): string {
  return JSON.stringify([filenamePattern, extension, start, step, range, isSprite]);
}

/**
 * Nominal times by the preset, for images numbered from 1 or as `numbering` says; undefined where they cannot be known
 * (`{Best}`, or percents without a duration).
 */
export function timingOf(rule: ImageRule, timeline: Timeline, numbering?: Numbering): Timing | undefined {
  const startMs = positionMs(fromTheFirst(rule.start), timeline);
  const stepMs = isOneImage(rule) ? 0 : positionMs(rule.step, timeline);
  if (!isTime(startMs) || !isTime(stepMs)) return undefined;
  const { first, stride } = numbering ?? { first: 1, stride: 1 };
  return {
    startMs: startMs - ((first - 1) * stepMs) / stride,
    stepMs: stepMs / stride,
    ...(areFrames([startMs, stepMs], timeline) && { isExact: true }),
  };
}

/** A moment between two frames shows one of them: its time is known to a frame only. Rates of film are repeating decimals. */
function areFrames(times: readonly number[], { framesPerSecond }: Timeline): boolean {
  if (framesPerSecond === undefined) return false;
  return times.every((ms) => {
    const frames = (ms / 1000) * framesPerSecond;
    return Math.abs(frames - Math.round(frames)) < 0.001;
  });
}

/** A start of `10` is the tenth frame, and the first frame is at 0; steps and ranges are lengths. */
function fromTheFirst(start: PresetPosition): PresetPosition {
  return start.unit === 'frames' ? { ...start, value: Math.max(0, start.value - 1) } : start;
}

/** A preset may hold a number so large that it is none any more, and JSON would keep it as null. */
function isTime(ms: number | undefined): ms is number {
  return ms !== undefined && ms <= Number.MAX_SAFE_INTEGER;
}

/** `{Best}` makes exactly one image, a range of one frame does, and so does a range that ends before the second step. */
function isOneImage({ start, step, range }: ImageRule): boolean {
  if (start.unit === 'best') return true;
  if (range.unit === 'best' || step.unit === 'best') return false;
  if (range.unit === 'frames' && range.value === 1) return true;
  return range.unit === step.unit && range.value <= step.value;
}

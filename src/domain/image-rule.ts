import type { Kind, Timing } from './series.js';

/** A point or distance on a video's timeline as presets write it; `{Best}` is the encoder's own choice. */
export type PresetPosition = { unit: 'ms' | 'percent' | 'frames'; value: number } | { unit: 'best' };

/** What positions are relative to; absent where no file of the asset says. */
export interface Timeline {
  durationMs?: number;
  framesPerSecond?: number;
}

/** The position in milliseconds; undefined for `{Best}`, and where the timeline lacks what it is relative to. */
export function positionMs(position: PresetPosition, { durationMs, framesPerSecond }: Timeline): number | undefined {
  if (position.unit === 'best') return undefined;
  if (position.unit === 'ms') return position.value;
  if (position.unit === 'percent') return durationMs === undefined ? undefined : (position.value / 100) * durationMs;
  return framesPerSecond === undefined ? undefined : (position.value / framesPerSecond) * 1000;
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

/** Nominal times by the preset, for images numbered from 1 or as `numbering` says; undefined where they cannot be known. */
export function timingOf(
  rule: ImageRule,
  timeline: Timeline,
  { first, stride }: Numbering = { first: 1, stride: 1 },
): Timing | undefined {
  // A start of `10` is the tenth frame, and the first frame is at 0; steps and ranges are lengths.
  const { start } = rule;
  const isFrame = start.unit === 'frames';
  const startMs = positionMs(isFrame ? { ...start, value: Math.max(0, start.value - 1) } : start, timeline);
  const stepMs = isOneImage(rule) ? 0 : positionMs(rule.step, timeline);
  if (!isTime(startMs) || !isTime(stepMs)) return undefined;
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

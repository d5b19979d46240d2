import { parse } from 'tinyduration';

/** A time or duration of a video, in the four units of `start`, `step` and `range`. */
export type Position =
  | { readonly unit: 'best' }
  | { readonly unit: 'seconds'; readonly value: number }
  | { readonly unit: 'percent'; readonly value: number }
  | { readonly unit: 'frames'; readonly value: number };

/** The duration and frame rate (frames a second) that percentages and frame counts refer to. */
export interface Timeline {
  readonly durationSeconds: number;
  readonly frameRate: number;
  /** Where the pictures end, if that is before `durationSeconds`. */
  readonly picturesEndSeconds?: number | undefined;
  /** Where the file ends, if that is before `durationSeconds`. */
  readonly cutOffSeconds?: number | undefined;
}

/** Longer than any video; larger numbers would lose precision. */
const maxSeconds = 1_000 * 3_600;

function isoSeconds(text: string): number | undefined {
  try {
    const { negative, years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parse(text);
    if (negative || years || months) return undefined;
    return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  } catch {
    return undefined;
  }
}

function secondsOf(text: string): number | undefined {
  // Media Services v2 presets have HH:MM:SS where v3 has ISO 8601 durations.
  const clock = /^(\d{1,3}):([0-5]\d):([0-5]\d(?:\.\d{1,7})?)$/.exec(text);
  if (clock) return Number(clock[1]) * 3_600 + Number(clock[2]) * 60 + Number(clock[3]);
  return /^P[\dTWDHMS.]+$/.test(text) ? isoSeconds(text) : undefined;
}

/**
 * Reads `PT5S`, `00:00:05`, `10%`, `10` (a frame count) or `{Best}`; undefined for anything else.
 * Source: Image.start, step and range of the Media Services v3 REST API.
 */
export function parsePosition(text: string): Position | undefined {
  if (text.length > 40) return undefined;
  if (/^\{best\}$/i.test(text)) return { unit: 'best' };
  if (/^\d{1,9}$/.test(text)) return { unit: 'frames', value: Number(text) };
  if (/^\d{1,3}(\.\d{1,9})?%$/.test(text)) {
    const value = Number(text.slice(0, -1));
    return value <= 100 ? { unit: 'percent', value } : undefined;
  }
  const value = secondsOf(text);
  return value === undefined || !(value <= maxSeconds) ? undefined : { unit: 'seconds', value };
}

/** A position in seconds on a timeline; `{Best}` is 0. */
export function lengthSeconds(position: Position, timeline: Timeline): number {
  switch (position.unit) {
    case 'best':
      return 0;
    case 'seconds':
      return position.value;
    case 'percent':
      return (timeline.durationSeconds * position.value) / 100;
    case 'frames':
      return position.value / timeline.frameRate;
  }
}

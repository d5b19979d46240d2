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

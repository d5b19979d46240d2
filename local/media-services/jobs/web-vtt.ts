import type { Size } from '../presets/layer-size.js';

/** One tile of a sprite: its time range and its position. */
export interface Cue {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly x: number;
  readonly y: number;
}

const pad = (value: number, digits: number) => String(value).padStart(digits, '0');

/** `hh:mm:ss.mmm`, rounded to the millisecond. */
export function vttTime(seconds: number): string {
  const ms = Math.round(seconds * 1_000);
  const clock = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1_000) % 60];
  return `${clock.map((part) => pad(part, 2)).join(':')}.${pad(ms % 1_000, 3)}`;
}

/** The cues of the tiles in order; each ends when the next starts. */
export function tileCues(seconds: readonly number[], endSeconds: number, columns: number, tile: Size): Cue[] {
  return seconds.map((fromSeconds, k) => ({
    fromSeconds,
    // WebVTT requires that a cue ends after it starts, also the last one.
    toSeconds: Math.max(seconds[k + 1] ?? endSeconds, fromSeconds + 0.001),
    x: (k % columns) * tile.width,
    y: Math.floor(k / columns) * tile.height,
  }));
}

/** A WebVTT file with cues `sheet.jpg#xywh=x,y,w,h`, relative to the file; the name is URL-encoded. */
export function spriteVtt(sheetName: string, cues: readonly Cue[], tile: Size): string {
  const url = encodeURIComponent(sheetName);
  const blocks = cues.map(
    ({ fromSeconds, toSeconds, x, y }) =>
      `${vttTime(fromSeconds)} --> ${vttTime(toSeconds)}\n${url}#xywh=${x},${y},${tile.width},${tile.height}\n`,
  );
  return ['WEBVTT\n', ...blocks].join('\n');
}

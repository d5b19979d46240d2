/** A moment of a video as clocks have it: `0:12`, `1:02:03`; with tenths where images are closer than a second. */
export function clockTime(timeMs: number, hasTenths = false): string {
  const tenths = Math.floor(timeMs / 100);
  const seconds = Math.floor(tenths / 10);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const clock = hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
  return hasTenths ? `${clock}.${tenths % 10}` : clock;
}

/** Whether two of these moments look the same without tenths. */
export function areClose(timesMs: readonly (number | undefined)[]): boolean {
  const seconds = timesMs.flatMap((timeMs) => (timeMs === undefined ? [] : [Math.floor(timeMs / 1000)]));
  return new Set(seconds).size < seconds.length;
}

/** `22 November 2026, 09:30:12 UTC`: the same in every time zone. */
export function dateAndTime(at: Date): string {
  const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  // No-break spaces, so that a narrow column breaks it between the date and the time alone.
  return `${day.replaceAll(' ', '\u00A0')}, ${at.toISOString().slice(11, 19)}\u00A0UTC`;
}

/** `second`, `5 seconds`, `1.5 seconds`, from 100 seconds on `2 minutes`: what comes after "every". */
export function spacing(ms: number): string {
  const [amount, unit] = ms < 100_000 ? [ms / 1000, 'second'] : [ms / 60_000, 'minute'];
  const rounded = Math.round(amount * 10) / 10;
  return rounded === 1 ? unit : counted(rounded, unit);
}

/** `1 image`, `1,000 images`. */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en-GB')} ${one}${count === 1 ? '' : 's'}`;
}

export interface Size {
  width: number;
  height: number;
}

export function size({ width, height }: Size): string {
  return `${width} × ${height}`;
}

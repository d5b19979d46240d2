import { positionMs, type Numbering, type PresetPosition } from './image-rule.js';
import type { Timing } from './series.js';

/** What an operator says of the images of a location, or of all locations of a run: without a start they begin with the video. */
export interface ToldTimes {
  start?: PresetPosition;
  every?: PresetPosition;
  durationMs?: number;
}

/** The words for it: an option, a cell of a map, a member of an event. A number is of seconds. */
export type ToldWords = Partial<Record<'start' | 'every' | 'duration', string | number | null | undefined>>;

const CLOCK = /^(\d{1,3}):([0-5]\d):([0-5]\d(?:\.\d{1,3})?)$/;
const SECONDS = /^(\d{1,7}(?:\.\d{1,6})?) ?s?$/;
const PERCENT = /^(\d{1,3}(?:\.\d{1,6})?) ?%$/;

/** What the words mean, or what is wrong with each of them. Empty words say nothing. */
export function readToldTimes(words: ToldWords): { times?: ToldTimes; problems: string[] } {
  const problems: string[] = [];
  const read = (name: keyof ToldWords, most: number, examples: string): PresetPosition | undefined => {
    const text = String(words[name] ?? '').trim();
    if (text === '') return undefined;
    const ms = Math.round(secondsIn(text) * 1e6) / 1e3;
    const percent = Number(PERCENT.exec(text)?.[1] ?? NaN);
    if (ms > 0 || (ms === 0 && name === 'start')) return { unit: 'ms', value: ms };
    if (percent <= most && (percent > 0 || name === 'start')) return { unit: 'percent', value: percent };
    problems.push(`${name}: '${text.slice(0, 40)}' is not ${examples}`);
    return undefined;
  };
  const start = read('start', 99.999999, 'a time such as 0, 2.5s, 0:01:30 or 10%');
  const every = read('every', 100, 'a time such as 5, 2.5s, 0:01:30 or 5%');
  const duration = read('duration', 0, 'a time such as 90, 90s or 0:01:30');
  if (start !== undefined && every === undefined && problems.length === 0)
    problems.push('start: it counts only with every');
  const times = {
    ...(start !== undefined && { start }),
    ...(every !== undefined && { every }),
    ...(duration?.unit === 'ms' && { durationMs: duration.value }),
  };
  return { ...(Object.keys(times).length > 0 && { times }), problems };
}

function secondsIn(text: string): number {
  const [, hours, minutes, seconds] = CLOCK.exec(text) ?? [];
  if (hours === undefined) return Number(SECONDS.exec(text)?.[1] ?? NaN);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** The times that an operator's words give; undefined where they say none, or are percents and the length is not known. */
export function toldTiming(
  { start = { unit: 'ms', value: 0 }, every }: ToldTimes,
  durationMs: number | undefined,
  { first, stride }: Numbering,
): Timing | undefined {
  const timeline = durationMs === undefined ? {} : { durationMs };
  const startMs = positionMs(start, timeline);
  const everyMs = every && positionMs(every, timeline);
  if (startMs === undefined || everyMs === undefined) return undefined;
  const stepMs = everyMs / stride;
  return { startMs: startMs - (first - 1) * stepMs, stepMs, source: 'operator' };
}

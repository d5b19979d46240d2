import type { FoundSeries } from './found-series.js';
import { nameOf, type NumberedName } from './numbered-names.js';
import { toRanges, type Timing } from './series.js';
import { eachInSteps, type Steps } from './steps.js';
import { groupBy } from './text.js';

/**
 * Names of Azure Media Encoder: `{OriginalFilename}_{Size}_{ThumbnailTime}_{ThumbnailIndex}_{Date}_{Time}.{DefaultExtension}`
 * by default, and without the last two as Orchard CMS asked for them. The macros are documented, what became of them is not: so
 * a time, a date and a time of day are read in any writing of numbers, and without a date only a clock's time will do.
 * https://msdn.microsoft.com/library/hh973624
 */
const DATED = [
  /^\d[\d.,:;hms%-]*$/i,
  /^\d{1,5}$/,
  /^(?:\d{1,4}[.-]\d{1,2}[.-]\d{1,4}|\d{6}|\d{8})$/,
  /^\d{1,2}(?:[.:hm-]?\d{2}){1,2}(?:\.\d{1,7})?s?(?: ?[AP]M)?$/i,
];
const UNDATED = [/^\d{1,2}([.:-])\d{2}\1\d{2}(?:\.(?:\d{3}|\d{7}))?$/, /^\d{1,5}$/];
const CLOCK = /^(\d{1,2})([.:-])([0-5]\d)\2([0-5]\d)(?:\.(\d{3}|\d{7}))?$/;
/** Names have whole seconds, and images are not taken to the frame: so far may a time be from an even pace. */
const TOLERANCE_MS = 1000;

interface TimedName {
  numbered: NumberedName;
  prefix: string;
  suffix: string;
  /** What stands between the two, index and all. */
  middle: string;
  position: string;
  digits: string;
  index: number;
  isDated: boolean;
}

/** Series of names that contain the time of each image, and the names that contain none. */
export function* timedSeries(names: readonly NumberedName[]): Steps<{ series: FoundSeries[]; others: NumberedName[] }> {
  const others: NumberedName[] = [];
  const timed: TimedName[] = [];
  yield* eachInSteps(names, (numbered) => {
    const one = takeApart(numbered);
    if (one === undefined) others.push(numbered);
    else timed.push(one);
  });
  const series: FoundSeries[] = [];
  const groups = groupBy(timed, ({ prefix, suffix }) => `${prefix}\0${suffix}`);
  yield* eachInSteps(groups, (group) => {
    group.sort((a, b) => a.index - b.index);
    if (isOneRun(group)) series.push(toSeries(group));
    else for (const { numbered } of group) others.push(numbered);
  });
  return { series, others };
}

function takeApart(numbered: NumberedName): TimedName | undefined {
  const name = nameOf(numbered);
  const dot = name.lastIndexOf('.');
  const stem = name.slice(0, Math.max(dot, 0));
  const words = stem.split('_');
  const shape = [DATED, UNDATED].find((fields) => endsIn(words, fields));
  if (shape === undefined) return undefined;
  const own = words.slice(-shape.length);
  const [position = '', digits = ''] = own;
  const middle = own.join('_');
  return {
    numbered,
    prefix: stem.slice(0, stem.length - middle.length),
    suffix: name.slice(dot),
    middle,
    position,
    digits,
    index: Number(digits),
    isDated: shape === DATED,
  };
}

/** Whether the last words have these shapes, behind at least one other. */
function endsIn(words: readonly string[], shapes: readonly RegExp[]): boolean {
  const from = words.length - shapes.length;
  return from > 0 && shapes.every((shape, i) => shape.test(words[from + i] ?? ''));
}

/** Every image has a number and a time of its own, and what was taken later has the higher number; else it was read wrongly. */
function isOneRun(group: readonly TimedName[]): boolean {
  const [only, ...others] = group;
  // One alone proves nothing: six digits at its end may as well be an index.
  if (others.length === 0) return only?.isDated === true && !/\d{6}\.[^.]*$/.test(nameOf(only.numbered));
  const times = group.map(({ position }) => clockMs(position));
  return (
    new Set(group.map(({ index }) => index)).size === group.length &&
    new Set(group.map(({ position }) => position)).size === group.length &&
    times.every((ms, i) => ms === undefined || i === 0 || ms > (times[i - 1] ?? -1))
  );
}

function toSeries(group: readonly TimedName[]): FoundSeries {
  const [{ prefix, suffix } = { prefix: '', suffix: '' }] = group;
  const shots = group.flatMap(({ index, position }) => {
    const ms = clockMs(position);
    return ms === undefined ? [] : [{ index, ms }];
  });
  const timing = shots.length === group.length ? timingOf(shots, TOLERANCE_MS) : undefined;
  return {
    kind: 'Thumbnail',
    names: {
      prefix,
      suffix,
      indexDigits: group.reduce((least, { digits }) => Math.min(least, digits.length), Infinity),
      ranges: toRanges(group.map(({ index }) => index)),
      namesByIndex: Object.fromEntries(group.map(({ index, middle }) => [String(index), middle])),
    },
    ...(timing !== undefined && { timing: { ...timing, source: 'names' } }),
  };
}

/** One image of a series, and when it was taken. */
export interface Shot {
  index: number;
  ms: number;
}

/**
 * The times of images, at least one, in the order of their numbers: an even pace where each of them is as near to it, by default to half
 * a step; else one by one.
 */
export function timingOf(shots: readonly Shot[], toleranceMs?: number): Timing {
  const [first = { index: 1, ms: 0 }] = shots;
  const last = shots.at(-1) ?? first;
  const stepMs = first === last ? 0 : (last.ms - first.ms) / (last.index - first.index);
  const isEven = shots.every(({ index, ms }) => {
    return Math.abs(first.ms + (index - first.index) * stepMs - ms) <= (toleranceMs ?? stepMs / 2);
  });
  const pace = { startMs: first.ms - (first.index - 1) * stepMs, stepMs };
  if (isEven) return pace;
  return { ...pace, timesByIndex: Object.fromEntries(shots.map(({ index, ms }) => [String(index), ms])) };
}

/** `00.01.30`, also with three or seven digits of a second's parts; two might as well be frames. */
function clockMs(position: string): number | undefined {
  const [, hours, , minutes, seconds, parts = '0'] = CLOCK.exec(position) ?? [];
  if (hours === undefined) return undefined;
  return (
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Math.round(Number(`0.${parts}`) * 1000)
  );
}

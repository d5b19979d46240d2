import type { ImageRule } from './image-rule.js';
import { timeSourceOf } from './image-time.js';
import { imageCount, TIME_SOURCES, type Kind, type Series, type TimeSource, type Timing } from './series.js';
import { sha256Hex } from './text.js';
import type { ToldTimes } from './told-times.js';

/**
 * What reports say about the images of a location: the job's preset about names, kinds and times, the operator about times. WebVTT files and
 * names tell more, but anew at each listing.
 */
export interface RecordedRules {
  readonly job?: { at: Date; images: readonly ImageRule[] };
  readonly operator?: { at: Date; times: ToldTimes };
}

/** The strongest first. */
export const RULE_SOURCES = ['job', 'operator'] as const satisfies (keyof RecordedRules)[];

/** The images of a location, as the newest listing shows them. */
export interface Content {
  series: readonly Series[];
  durationMs?: number;
  /** When the newest of these images was written, in milliseconds since the epoch. */
  modifiedMs?: number;
  /** Why the images cannot be served, for example because a signed URL would serve ciphertext. */
  unservable?: string;
  /** Of when the rules are by which the listing was read; absent for none. */
  readBy?: ReadBy;
}

export type ReadBy = Readonly<Partial<Record<(typeof RULE_SOURCES)[number], Date>>>;

export function readByOf({ job, operator }: RecordedRules): { readBy?: ReadBy } {
  if (job === undefined && operator === undefined) return {};
  return { readBy: { ...(job && { job: job.at }), ...(operator && { operator: operator.at }) } };
}

/** 32 digits of a hash of what a caller sees, and of when the images were written; empty without content. */
export function contentVersionOf(content: Content | undefined): string {
  if (content === undefined) return '';
  const { series, durationMs } = content;
  const times = series.map(({ timing }) => [timing?.startMs, timing?.stepMs, timing?.isExact, ...newSource(timing)]);
  return sha256Hex(JSON.stringify([imagesText(content), times, durationMs])).slice(0, 32);
}

/** Earlier versions knew two sources alone and stored neither: their hashes go on to hold. */
function newSource(timing: Timing | undefined): TimeSource[] {
  const { source = 'preset' } = timing ?? {};
  return source === 'preset' || source === 'names' ? [] : [source];
}

/**
 * The newer content, with the times of the older where both show the same images, unless the rules that read the newer
 * listing are better: a listing without the encoder's metadata must not take the times away.
 */
export function keepTimes(known: Content, listed: Content): Content {
  if (imagesText(known) !== imagesText(listed) || isReadBetter(listed, known)) return listed;
  const kept = listed.series.map((one, i) => {
    const timing = known.series[i]?.timing;
    return timing !== undefined && isBetter(timing, one.timing) ? { ...one, timing } : undefined;
  });
  const series = listed.series.map((one, i) => kept[i] ?? one);
  const isAnyKept = kept.some((one) => one !== undefined);
  const durationMs = isAnyKept ? (known.durationMs ?? listed.durationMs) : (listed.durationMs ?? known.durationMs);
  return { ...listed, series, ...(durationMs !== undefined && { durationMs }) };
}

/** Whether known times stay: those of a stronger source, and of one that files beside the images only make exact. */
function isBetter(known: Timing, listed: Timing | undefined): boolean {
  if (listed === undefined) return true;
  const [one, other] = [known, listed].map(({ source = 'preset' }) => TIME_SOURCES.indexOf(source)) as [number, number];
  return one < other || (one === other && one <= TIME_SOURCES.indexOf('operator'));
}

/** Whether a listing was read by newer rules of the strongest source in which the two differ. */
function isReadBetter({ readBy: next = {} }: Content, { readBy: known = {} }: Content): boolean {
  const at = (rules: ReadBy, source: keyof ReadBy): number => rules[source]?.getTime() ?? -Infinity;
  const source = RULE_SOURCES.find((one) => at(next, one) !== at(known, one));
  return source !== undefined && at(next, source) > at(known, source);
}

function imagesText({ series, modifiedMs, unservable }: Content): string {
  return JSON.stringify([series.map(imagesOf), modifiedMs, unservable]);
}

function imagesOf({ kind, prefix, suffix, indexDigits, ranges, namesByIndex, ...one }: Series): unknown[] {
  const names = [kind, prefix, suffix, indexDigits, ranges, namesByIndex && Object.entries(namesByIndex)];
  const { contentType, width, height, sprite } = one;
  const tiles = sprite?.tiles.map(({ startMs, endMs, x, y, width, height }) => [startMs, endMs, x, y, width, height]);
  return [...names, contentType, width, height, sprite?.vttName, tiles];
}

/** How much there is to go through: series, tiles, runs of numbers, and names and times that are stored one by one. */
export function partsOf({ series }: { series: readonly Series[] }): number {
  return series.reduce((sum, { ranges, namesByIndex = {}, timing, sprite }) => {
    const oneByOne = Object.keys(namesByIndex).length + Object.keys(timing?.timesByIndex ?? {}).length;
    return sum + 1 + ranges.length + oneByOne + (sprite?.tiles.length ?? 0);
  }, 0);
}

export function countByKind(series: readonly Series[]): Record<Kind, number> {
  const counts: Record<Kind, number> = { Poster: 0, Thumbnail: 0, Sprite: 0 };
  for (const one of series) counts[one.kind] += imageCount(one);
  return counts;
}

/** Images by the source of their times, those without one as `unknown`; posters, which stand for the whole video, are not counted. */
export function countByTimes(series: readonly Series[]): Partial<Record<TimeSource | 'unknown', number>> {
  const counts: Partial<Record<TimeSource | 'unknown', number>> = {};
  for (const one of series) {
    const source = timeSourceOf(one) ?? 'unknown';
    if (one.kind !== 'Poster') counts[source] = (counts[source] ?? 0) + imageCount(one);
  }
  return counts;
}

import type { ImageRule } from './image-rule.js';
import { imageCount, type Kind, type Series } from './series.js';
import { sha256Hex } from './text.js';

/** Where rules for reading a listing come from, the strongest first. */
export const RULE_SOURCES = ['job', 'operator', 'webvtt', 'names', 'inferred'] as const;
export type RuleSource = (typeof RULE_SOURCES)[number];

/** What each source says about the images of a location (names, kinds and times, as a preset has them), and when it said so. */
export type RecordedRules = Readonly<Partial<Record<RuleSource, SourceRules>>>;
export interface SourceRules {
  at: Date;
  images: readonly ImageRule[];
}

/** The images of a location, as the newest listing shows them. */
export interface Content {
  series: readonly Series[];
  durationMs?: number;
  /** When the newest of these images was written, in milliseconds since the epoch. */
  modifiedMs?: number;
  /** Why the images cannot be served, for example because a signed URL would serve ciphertext. */
  unservable?: string;
  /** The rules by which the listing was read; absent for names alone. */
  readBy?: { source: RuleSource; at: Date };
}

/** The rules that decide how a listing is read: those of the strongest source; undefined when the names alone decide. */
export function strongestRules(rules: RecordedRules): (SourceRules & { source: RuleSource }) | undefined {
  const source = RULE_SOURCES.find((one) => rules[one] !== undefined);
  const found = source && rules[source];
  return found && { ...found, source };
}

/** 32 digits of a hash of what a caller sees, and of when the images were written; empty without content. */
export function contentVersionOf(content: Content | undefined): string {
  if (content === undefined) return '';
  const { series, durationMs } = content;
  const times = series.map(({ timing }) => [timing?.startMs, timing?.stepMs, timing?.isExact]);
  return sha256Hex(JSON.stringify([imagesText(content), times, durationMs])).slice(0, 32);
}

/**
 * The newer content, with the times of the older where both show the same images, unless the rules that read the newer
 * listing are better: a listing without the encoder's metadata must not take the times away.
 */
export function keepTimes(known: Content, listed: Content): Content {
  if (imagesText(known) !== imagesText(listed) || isReadBetter(listed, known)) return listed;
  const series = listed.series.map((one, i) => {
    const timing = known.series[i]?.timing ?? one.timing;
    return timing === undefined ? one : { ...one, timing };
  });
  const durationMs = known.durationMs ?? listed.durationMs;
  return { ...listed, series, ...(durationMs !== undefined && { durationMs }) };
}

/** Whether a listing was read by stronger rules than another, or by newer ones of the same source. */
function isReadBetter({ readBy: next }: Content, { readBy: known }: Content): boolean {
  if (next === undefined || known === undefined) return next !== undefined;
  const stronger = RULE_SOURCES.indexOf(known.source) - RULE_SOURCES.indexOf(next.source);
  return stronger > 0 || (stronger === 0 && next.at > known.at);
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

/** How much there is to go through: series, tiles, runs of numbers, and names that have no number alone. */
export function partsOf({ series }: { series: readonly Series[] }): number {
  return series.reduce((sum, { ranges, namesByIndex = {}, sprite }) => {
    return sum + 1 + ranges.length + Object.keys(namesByIndex).length + (sprite?.tiles.length ?? 0);
  }, 0);
}

export function countByKind(series: readonly Series[]): Record<Kind, number> {
  const counts: Record<Kind, number> = { Poster: 0, Thumbnail: 0, Sprite: 0 };
  for (const one of series) counts[one.kind] += imageCount(one);
  return counts;
}

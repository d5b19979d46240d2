import { sha256Hex } from './hash.js';
import type { Content } from './location-record.js';
import { mayReplaceTimes } from './recorded-rules.js';
import { imageCount, type Kind, type Series } from './series.js';

/** 32 digits of a hash of what a caller sees, and of when the images were written; empty without content. */
export function contentVersionOf(content: Content | undefined): string {
  if (content === undefined) return '';
  const { series, durationMs } = content;
  return sha256Hex(JSON.stringify([imagesText(content), series.map(timesOf), durationMs])).slice(0, 32);
}

/**
 * The newer content, with the times of the older where both show the same images, unless the rules that read the newer
 * listing are better: a listing without the encoder's metadata must not take the times away.
 */
export function keepTimes(known: Content, listed: Content): Content {
  const isSame = imagesText(known) === imagesText(listed);
  if (!isSame || mayReplaceTimes(listed.readBy, known.readBy)) return listed;
  const series = listed.series.map((one, i) => {
    const timing = known.series[i]?.timing ?? one.timing;
    return timing === undefined ? one : { ...one, timing };
  });
  const durationMs = known.durationMs ?? listed.durationMs;
  return { ...listed, series, ...(durationMs !== undefined && { durationMs }) };
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

function timesOf({ timing }: Series): unknown[] {
  return [timing?.startMs, timing?.stepMs, timing?.isExact];
}

/** How much there is to go through: series, tiles, runs of numbers, and names that have no number alone. */
export function partsOf({ series }: { series: readonly Series[] }): number {
  return series.reduce((sum, { ranges, namesByIndex = {}, sprite }) => {
    return sum + 1 + ranges.length + Object.keys(namesByIndex).length + (sprite?.tiles.length ?? 0);
  }, 0);
}

/** Images by kind, for logs. */
export function countByKind(series: readonly Series[]): Record<Kind, number> {
  const counts: Record<Kind, number> = { Poster: 0, Thumbnail: 0, Sprite: 0 };
  for (const one of series) counts[one.kind] += imageCount(one);
  return counts;
}

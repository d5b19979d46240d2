import * as z from 'zod';
import { RULE_SOURCES, type Content } from '../../domain/content.js';
import type { Series } from '../../domain/series.js';
import { compactRanges, expandRanges } from './compact-ranges.js';

/** Content as a row holds it: short enough that 100,000 images fit. */
export function toContentJson({ series, ...content }: Content): unknown {
  return { ...content, series: series.map(compacted) };
}

function compacted({ sprite, ...one }: Series): unknown {
  const series = { ...one, ranges: compactRanges(one.ranges) };
  if (sprite === undefined) return series;
  const tiles = sprite.tiles.map(({ startMs, endMs, x, y, width, height }) => [startMs, endMs, x, y, width, height]);
  return { ...series, sprite: { vttName: sprite.vttName, tiles } };
}

const int = z.number().int();
const series = z.object({
  kind: z.enum(['Poster', 'Thumbnail', 'Sprite']),
  prefix: z.string(),
  suffix: z.string(),
  indexDigits: int,
  ranges: z.array(z.tuple([int, int, int.exactOptional()])).transform(expandRanges),
  namesByIndex: z.record(z.string(), z.string()).exactOptional(),
  contentType: z.string(),
  width: int,
  height: int,
  timing: z
    .object({ startMs: z.number(), stepMs: z.number(), isExact: z.literal(true).exactOptional() })
    .exactOptional(),
  sprite: z
    .object({
      vttName: z.string(),
      tiles: z.array(
        z
          .tuple([int, int, int, int, int, int])
          .transform(([startMs, endMs, x, y, width, height]) => ({ startMs, endMs, x, y, width, height })),
      ),
    })
    .exactOptional(),
});

/** A time in JSON. */
export const jsonDate = z.iso.datetime().transform((text) => new Date(text));

export const contentJson = z.object({
  series: z.array(series),
  durationMs: z.number().exactOptional(),
  modifiedMs: z.number().exactOptional(),
  unservable: z.string().exactOptional(),
  readBy: z.object({ source: z.enum(RULE_SOURCES), at: jsonDate }).exactOptional(),
});

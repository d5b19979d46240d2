import * as z from 'zod';
import { Failure } from '../../application/failure.js';
import type { Content } from '../../domain/content.js';
import { TIME_SOURCES, type IndexRange, type Series } from '../../domain/series.js';

/** A property holds 64 KiB of UTF-16, an entity 1 MiB: fifteen chunks and the other properties fit. */
const CHUNK_LENGTH = 32_000;
const MAX_CHUNKS = 15;
const MAX_CHARACTERS = CHUNK_LENGTH * MAX_CHUNKS;

/** How many more characters the chunks of an entity hold than a JSON value has; less than none where it is too long. */
export function roomFor(value: unknown): number {
  return MAX_CHARACTERS - asciiJson(value).length;
}

/** A JSON value as the properties `content0`, `content1`, …; throws `too-large` rather than cutting anything. */
export function toChunks(value: unknown): Record<string, string> {
  const json = asciiJson(value);
  const count = Math.ceil(json.length / CHUNK_LENGTH);
  if (count > MAX_CHUNKS)
    throw new Failure('too-large', `the manifest takes ${json.length} characters; one row holds ${MAX_CHARACTERS}`);
  const chunkAt = (i: number) => json.slice(i * CHUNK_LENGTH, (i + 1) * CHUNK_LENGTH);
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`content${i}`, chunkAt(i)]));
}

/** ASCII only, so that no cut falls inside a character. */
function asciiJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Nearly all are already, and to look is faster than to replace nothing.
  if (!/[\u0080-\uffff]/.test(json)) return json;
  return json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The value that `toChunks` took apart. */
export function fromChunks(entity: Record<string, unknown>): unknown {
  let json = '';
  for (let i = 0; typeof entity[`content${i}`] === 'string'; i++) json += String(entity[`content${i}`]);
  return JSON.parse(json);
}

/** As a row has it: first and last index of a run, and the distance between its indexes where that is not 1. */
type CompactRange = readonly [first: number, last: number, stride?: number];

/** More images than a location can hold blobs in any listing that ends; a row that says more is none of ours. */
const MAX_IMAGES = 10_000_000;

/**
 * Layers that are numbered image by image have every second or third index: as runs of one they would fill a row with what two
 * numbers and a distance say.
 */
export function compactRanges(ranges: readonly IndexRange[]): CompactRange[] {
  const compact: [number, number, number?][] = [];
  for (const [first, last] of ranges) {
    const before = compact.at(-1);
    const stride = before === undefined || first !== last ? undefined : first - before[1];
    if (before !== undefined && stride !== undefined && (before[0] === before[1] || before[2] === stride)) {
      before[1] = first;
      before[2] = stride;
    } else compact.push([first, last]);
  }
  return compact.flatMap(([first, last, stride]): CompactRange[] => {
    if (stride === undefined) return [[first, last]];
    // Two runs of one are as short by themselves, and as they always were.
    return first + stride === last ? [first, last].map((one) => [one, one] as const) : [[first, last, stride]];
  });
}

/** The runs without gaps behind what a row has. */
export function expandRanges(compact: readonly CompactRange[]): IndexRange[] {
  return compact.flatMap(([first, last, stride]): IndexRange[] => {
    if (stride === undefined) return [[first, last]];
    const count = (last - first) / stride + 1;
    if (!Number.isInteger(count) || count < 1 || count > MAX_IMAGES) throw new Error('a row holds no range of indexes');
    return Array.from({ length: count }, (_, i) => [first + i * stride, first + i * stride]);
  });
}

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
type StoredTile = [startMs: number, endMs: number, x: number, y: number, width: number, height: number];

/** A list of tuples of integers. As tuples of zod, the 12,000 tiles of a row would hold the process for a tenth of a second. */
function integers<Tuple extends readonly (number | undefined)[]>(least: number, most = least) {
  return z.custom<Tuple[]>(
    (list) =>
      Array.isArray(list) &&
      list.every(
        (one) => Array.isArray(one) && one.length >= least && one.length <= most && one.every(Number.isSafeInteger),
      ),
  );
}
const tiles = integers<StoredTile>(6).transform((list) =>
  list.map(([startMs, endMs, x, y, width, height]) => ({ startMs, endMs, x, y, width, height })),
);
const series = z.object({
  kind: z.enum(['Poster', 'Thumbnail', 'Sprite']),
  prefix: z.string(),
  suffix: z.string(),
  indexDigits: int,
  ranges: integers<CompactRange>(2, 3).transform(expandRanges),
  namesByIndex: z.record(z.string(), z.string()).exactOptional(),
  contentType: z.string(),
  width: int,
  height: int,
  timing: z
    .object({
      startMs: z.number(),
      stepMs: z.number(),
      timesByIndex: z.record(z.string(), int).exactOptional(),
      isExact: z.literal(true).exactOptional(),
      source: z.enum(TIME_SOURCES).exactOptional(),
    })
    .exactOptional(),
  sprite: z.object({ vttName: z.string(), tiles }).exactOptional(),
});

/** A time in JSON. */
export const jsonDate = z.iso.datetime().transform((text) => new Date(text));

/** Earlier versions knew no other rules than those of jobs. */
const earlierReadBy = z.object({ source: z.literal('job'), at: jsonDate }).transform(({ at }) => ({ job: at }));
const readBy = z.object({ job: jsonDate.exactOptional(), operator: jsonDate.exactOptional() });

export const contentJson = z
  .object({
    series: z.array(series),
    durationMs: z.number().exactOptional(),
    modifiedMs: z.number().exactOptional(),
    unservable: z.string().exactOptional(),
    readBy: z.union([earlierReadBy, readBy]).exactOptional(),
  })
  .transform((content): Content => ({ ...content, series: content.series.map((one) => withSource(one, content)) }));

/** Earlier versions did not say where times come from: of a preset, else of the names. */
function withSource(one: Series, { readBy }: Pick<Content, 'readBy'>): Series {
  if (one.timing === undefined || one.timing.source !== undefined) return one;
  return { ...one, timing: { ...one.timing, source: readBy?.job === undefined ? 'names' : 'preset' } };
}

import type { LocationRecord } from '../../domain/location-record.js';
import { describeLocation } from '../../domain/location.js';
import { imageCount, indexesOf, seriesKey, toRanges, type Series } from '../../domain/series.js';
import type { Log } from '../../telemetry/log-events.js';
import type { Steps } from '../../domain/steps.js';
import type { RecordStore } from './ports.js';
import type { Content } from '../../domain/content.js';

/**
 * The content of a record without what does not fit in its row, the largest first: the tiles of a sprite, whose sheets stay
 * images, the times of single images, or a series of names with very many gaps. Otherwise one thing that is too large would keep all others from being
 * recorded, at every delivery.
 */
export function* truncateToRowLimit(
  store: Pick<RecordStore, 'roomInRow'>,
  record: LocationRecord & { content: Content },
  log: Log,
): Steps<Content> {
  const { content } = record;
  const location = describeLocation(record.location);
  const roomBeside = (series: readonly Series[]): number =>
    store.roomInRow({ ...record, content: { ...content, series } });
  const roomForAll = roomBeside([]);
  const sized = (part: Part): Part & { size: number } => ({ ...part, size: roomForAll - roomBeside(part.series) + 1 });
  const parts: (Part & { size: number })[] = [];
  // Each is encoded once: again and again, a location of many gaps would hold the process for seconds.
  for (const part of partsOf(content.series)) {
    parts.push(sized(part));
    yield undefined;
  }
  let missing = parts.reduce((sum, { size }) => sum + size, 0) - 1 - roomForAll;
  while (missing > 0 && parts.length > 0) {
    const at = parts.reduce((most, { size }, i) => (size > (parts[most]?.size ?? 0) ? i : most), 0);
    const [largest] = parts.splice(at, 1);
    const one = largest?.series[0];
    if (largest === undefined || one === undefined) break;
    missing -= largest.size;
    const blob = one.sprite?.vttName ?? `${one.prefix}…${one.suffix}`;
    const bare = bareOf(largest);
    if (bare !== undefined) {
      const kept = sized({ series: bare });
      missing += kept.size;
      parts.splice(at, 0, kept);
    }
    const event = bare === undefined ? 'series-unreadable' : 'webvtt-unreadable';
    log(event, { location, blob, reason: `${tooMuchOf(largest.series)}, which do not fit in a row` });
  }
  return { ...content, series: parts.flatMap(({ series }) => series) };
}

/** What stays or is left out together: with some of its sheets a sprite would show some of the video. */
interface Part {
  series: readonly Series[];
}

function partsOf(series: readonly Series[]): Part[] {
  const parts = new Map<unknown, { series: Series[] }>();
  for (const one of series) {
    const key = one.sprite === undefined ? one : seriesKey(one);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, { series: [one] });
    else part.series.push(one);
  }
  return [...parts.values()];
}

/** Sheets without their tiles, those of one size as one series. */
function bareSheets(sheets: readonly Series[]): Series[] {
  const bare = new Map<string, { sheet: Series; indexes: number[] }>();
  for (const one of sheets) {
    const sheet = { ...one };
    delete sheet.sprite;
    const size = `${sheet.width}x${sheet.height}`;
    const known = bare.get(size) ?? { sheet, indexes: [] };
    for (const index of indexesOf(one)) known.indexes.push(index);
    bare.set(size, known);
  }
  return [...bare.values()].map(({ sheet, indexes }) =>
    sheet.indexDigits === 0 ? sheet : { ...sheet, ranges: toRanges(indexes) },
  );
}

/** What stays of a part without tiles, or without the times of single images; undefined where it has neither. */
function bareOf({ series }: Part): readonly Series[] | undefined {
  const [one] = series;
  if (one?.sprite !== undefined) return bareSheets(series);
  if (one?.timing?.timesByIndex === undefined) return undefined;
  const { timing: _, ...bare } = one;
  return [bare];
}

function tooMuchOf(series: readonly Series[]): string {
  const [one] = series;
  if (one === undefined) return '';
  if (one.sprite !== undefined) {
    const tiles = series.reduce((sum, { sprite }) => sum + (sprite?.tiles.length ?? 0), 0);
    return series.length === 1 ? `it has ${tiles} tiles` : `its sprite has ${tiles} tiles on ${series.length} sheets`;
  }
  if (one.timing?.timesByIndex !== undefined) return `its ${imageCount(one)} images have times of their own`;
  if (one.namesByIndex === undefined) return `its names have ${one.ranges.length} gaps`;
  return `more than the number changes in its ${imageCount(one)} names`;
}

import type { Content, LocationRecord } from '../../domain/location-record.js';
import { describeLocation } from '../../domain/location.js';
import { imageCount, indexesOf, seriesKey, toRanges, type Series } from '../../domain/series.js';
import type { Log } from '../../telemetry/log-events.js';
import type { RecordStore } from './ports.js';

/**
 * The content of a record without what its row has no room for, the largest first: the tiles of a sprite, whose sheets stay
 * images, or a series of names with very many gaps. Otherwise one thing that is too large would keep all others from being
 * recorded, at every delivery.
 */
export function truncateToRowLimit(
  store: Pick<RecordStore, 'fitsInRow'>,
  record: LocationRecord & { content: Content },
  log: Log,
): Content {
  let series = record.content.series;
  const location = describeLocation(record.location);
  while (series.length > 0 && !store.fitsInRow({ ...record, content: { ...record.content, series } })) {
    const largest = partsOf(series).reduce((most, part) => (sizeOf(part) > sizeOf(most) ? part : most), []);
    const [one] = largest;
    if (one === undefined) break;
    const at = series.indexOf(one);
    const leftOut = new Set(largest);
    series = series.filter((other) => !leftOut.has(other));
    if (one.sprite === undefined) {
      log('series-unreadable', { location, blob: `${one.prefix}…${one.suffix}`, reason: tooMuchOf(one) });
    } else {
      series = series.toSpliced(at, 0, ...bareSheets(largest));
      log('webvtt-unreadable', { location, blob: one.sprite.vttName, reason: tooManyTiles(largest) });
    }
  }
  return { ...record.content, series };
}

/** What stays or is left out together: with some of its sheets a sprite would show some of the video. */
function partsOf(series: readonly Series[]): Series[][] {
  const parts = new Map<unknown, Series[]>();
  for (const one of series) {
    const key = one.sprite === undefined ? one : seriesKey(one);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [one]);
    else part.push(one);
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

function tooManyTiles(sheets: readonly Series[]): string {
  const tiles = sheets.reduce((sum, { sprite }) => sum + (sprite?.tiles.length ?? 0), 0);
  const much =
    sheets.length === 1 ? `it has ${tiles} tiles` : `its sprite has ${tiles} tiles on ${sheets.length} sheets`;
  return `${much}, for which there is no room in a row`;
}

function tooMuchOf(series: Series): string {
  const much =
    series.namesByIndex === undefined
      ? `its names have ${series.ranges.length} gaps`
      : `more than the number changes in its ${imageCount(series)} names`;
  return `${much}, for which there is no room in a row`;
}

/** Characters, roughly: of tiles there are six numbers each, of runs two, of other names each has its own text. */
function sizeOf(part: readonly Series[]): number {
  return part.reduce((sum, { prefix, suffix, ranges, sprite, namesByIndex = {} }) => {
    const spelling = Object.values(namesByIndex).reduce((letters, text) => letters + text.length + 12, 0);
    return sum + prefix.length + suffix.length + spelling + ranges.length * 14 + (sprite?.tiles.length ?? 0) * 36;
  }, 0);
}

import { numberedSeries, singleName, trailingIndex } from './filename-pattern.js';
import type { FoundSeries } from './found-series.js';
import { splitFolder } from './image-listing.js';
import { blobName, imageCount, indexesOf, type SeriesNames } from './series.js';
import { vttOfSeries, vttsOfSheets, type VttFiles } from './sheets.js';
import { timedSeries } from './timed-names.js';

/** `{Index}` is six digits or more, as in the `Thumbnail000001.jpg` that built-in presets write unasked. */
const INDEX_DIGITS = 6;
/** What Media Services v2 and the connector wrote. */
const POSTER = /^poster\.[a-z]+$/i;
/** Face redaction writes cropped faces as `<name>_thumb000001.jpg`; they are people, not the video's images. */
const FACE_CROP = /_thumb\d{6,}\.jpe?g$/i;

/**
 * Series by their names alone: posters, sheets with a WebVTT of the same name, and what is numbered as Media Services
 * does. Where no preset is known, shorter numbers and a lone image of any name count too; where one is, such are
 * somebody's artwork. `alone` says that its rules made none of the location's images: then a single candidate is the poster.
 */
export function guessSeries(
  names: readonly string[],
  vtts: VttFiles,
  { presetKnown, alone }: { presetKnown: boolean; alone: boolean },
): FoundSeries[] {
  const candidates = names.filter(
    (name) => !isFaceCrop(name) && (!presetKnown || isPoster(name) || hasEncoderIndex(name)),
  );
  const lone = alone && candidates.length === 1;
  const isOne = (name: string): boolean => lone || isPoster(name);
  const posters = candidates.filter(isOne).map((name): FoundSeries => ({ kind: 'Poster', names: namesOf(name) }));
  const others = candidates.filter((name) => !isOne(name));

  // Where a preset is known, nothing is Azure Media Encoder's, which knew none of these.
  const timed = presetKnown ? { series: [], others } : timedSeries(others);
  const numbered = numberedSeries(timed.others.map(trailingIndex)).filter(isSequence);
  const thumbnails = numbered.map((series): FoundSeries => ({ kind: 'Thumbnail', names: series }));
  const taken = new Set(numbered.flatMap((series) => [...indexesOf(series)].map((index) => blobName(series, index))));
  const artwork = timed.others.filter((name) => !taken.has(name));
  return [
    ...[...posters, ...thumbnails].map((found) => orSprite(found, vtts)),
    ...artwork.flatMap((name) => sheetWithVtt(name, vtts)),
    ...timed.series,
  ];
}

/** Images with a WebVTT of their name are a sprite's, unless it holds captions. Where each has a number and a WebVTT, all are sheets. */
function orSprite(found: FoundSeries, vtts: VttFiles): FoundSeries {
  const { kind, names } = found;
  const own = vttsOfSheets(vtts, names);
  const isSprite = names.indexDigits >= INDEX_DIGITS && own.length === imageCount(names);
  const vttNames = own.length > 0 ? own : vttOfSeries(vtts, names);
  return vttNames.length === 0 ? found : { kind: 'Sprite', names, vttNames, ...(!isSprite && { otherwise: kind }) };
}

function sheetWithVtt(name: string, vtts: VttFiles): FoundSeries[] {
  const names = namesOf(name);
  const vttNames = vttsOfSheets(vtts, names);
  return vttNames.length === 0 ? [] : [{ kind: 'Sprite', names, vttNames, otherwise: 'nothing' }];
}

export function isFaceCrop(name: string): boolean {
  return FACE_CROP.test(name);
}

function isPoster(name: string): boolean {
  return POSTER.test(splitFolder(name).file);
}

function hasEncoderIndex(name: string): boolean {
  return (trailingIndex(name).digits ?? '').length >= INDEX_DIGITS;
}

/** Six digits or more are an encoder's; fewer count when the series begins at 0 or 1 and has more than one image. */
function isSequence(series: SeriesNames): boolean {
  if (series.indexDigits === 0) return false;
  return series.indexDigits >= INDEX_DIGITS || (imageCount(series) > 1 && (series.ranges[0]?.[0] ?? 2) <= 1);
}

/** The names of a series of one; a number in it is an index only when it is an encoder's. */
function namesOf(name: string): SeriesNames {
  const single = { prefix: name, suffix: '' };
  const [names] = numberedSeries([hasEncoderIndex(name) ? trailingIndex(name) : single]);
  return names ?? singleName(single);
}

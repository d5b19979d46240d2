import type { FoundSeries } from './found-series.js';
import { splitFolder } from './image-listing.js';
import {
  isUsableIndex,
  nameOf,
  numberedNames,
  numberedSeries,
  singleName,
  trailingIndex,
  type NumberedName,
} from './numbered-names.js';
import { blobName, imageCount, indexAt, type Series, type SeriesNames } from './series.js';
import { eachInSteps, type Steps } from './steps.js';
import { timedSeries } from './timed-names.js';

/** `{Index}` is six digits or more, as in the `Thumbnail000001.jpg` that built-in presets write unasked. */
const INDEX_DIGITS = 6;
/** What Media Services v2 and the connector wrote. */
const POSTER = /^poster\.[a-z]+$/i;
/** Face redaction writes cropped faces as `<name>_thumb000001.jpg`; they are people, not the video's images. */
const FACE_CROP = /_thumb\d{6,}\.jpe?g$/i;
/** Names of images that are of no series. */
export const EXAMPLES = 3;

/** The images that are of no series: how many, and a few of their names. */
export interface Unrecognised {
  count: number;
  examples: string[];
}

/**
 * Series by their names alone: posters, and what is numbered as Media Services does. Where no preset is known, shorter numbers and a
 * lone image of any name count too; where one is, such are somebody's artwork. `alone` says that its rules made none of the location's
 * images: then a single candidate is the poster. `hasTime` tells the images to which a WebVTT gives a time: their numbers may be any.
 */
export function* guessSeries(
  names: readonly string[],
  { presetKnown, alone }: { presetKnown: boolean; alone: boolean },
  hasTime: (name: string) => boolean = () => false,
): Steps<{ series: FoundSeries[]; unrecognised: Unrecognised }> {
  const unrecognised: Unrecognised = { count: 0, examples: [] };
  const leaveOut = (count: number, nameAt: (rank: number) => string): void => {
    unrecognised.count += count;
    for (let rank = 0; rank < count && unrecognised.examples.length < EXAMPLES; rank += 1)
      unrecognised.examples.push(nameAt(rank));
  };
  const candidates: NumberedName[] = [];
  yield* eachInSteps(yield* numberedNames(names), (one) => {
    if (isFaceCrop(nameOf(one))) return;
    if (!presetKnown || isPoster(one) || hasEncoderIndex(one)) candidates.push(one);
    else leaveOut(1, () => nameOf(one));
  });
  const lone = alone && candidates.length === 1;
  const series: FoundSeries[] = [];
  const others: NumberedName[] = [];
  yield* eachInSteps(candidates, (one) => {
    if (lone || isPoster(one)) series.push({ kind: 'Poster', names: namesOfOne(one) });
    else others.push(one);
  });

  // Where a preset is known, nothing is Azure Media Encoder's, which knew none of these.
  const timed = presetKnown ? { series: [], others } : yield* timedSeries(others);
  for (const found of yield* numberedSeries(timed.others)) {
    if (isSequence(found) || (found.indexDigits > 0 && hasTime(blobName(found, indexAt(found, 0)))))
      series.push({ kind: 'Thumbnail', names: found });
    else leaveOut(imageCount(found), (rank) => blobName(found, indexAt(found, rank)));
  }
  return { series: [...series, ...timed.series], unrecognised };
}

export function isFaceCrop(name: string): boolean {
  return FACE_CROP.test(name);
}

function isPoster(name: NumberedName): boolean {
  return POSTER.test(splitFolder(nameOf(name)).file);
}

export function hasEncoderIndex({ digits = '' }: NumberedName): boolean {
  return digits.length >= INDEX_DIGITS;
}

/**
 * The name of an image that is alone, and whose name no encoder gives: a logo or an upload is as likely as a thumbnail. Only of
 * images that no preset told.
 */
export function loneImage(series: readonly Series[]): string | undefined {
  const [one, ...others] = series;
  if (one?.kind !== 'Poster' || others.length > 0) return undefined;
  const name = blobName(one, indexAt(one, 0));
  const numbered = trailingIndex(name);
  if (isPoster(numbered) || one.indexDigits > 0) return undefined;
  // Of a single name it has the answer in its first step.
  const isTimed = timedSeries([numbered]).next().value?.series.length !== 0;
  return isTimed ? undefined : name;
}

/** Six digits or more are an encoder's; fewer count when the series begins at 0 or 1 and has more than one image. */
function isSequence(series: SeriesNames): boolean {
  if (series.indexDigits === 0) return false;
  return series.indexDigits >= INDEX_DIGITS || (imageCount(series) > 1 && (series.ranges[0]?.[0] ?? 2) <= 1);
}

/** The names of a series of one; a number in it is an index only when it is an encoder's. */
export function namesOfOne(name: NumberedName): SeriesNames {
  const { prefix, digits = '', suffix } = name;
  const index = Number(digits);
  if (!hasEncoderIndex(name) || !isUsableIndex(digits)) return singleName(name);
  return { prefix, suffix, indexDigits: digits.length, ranges: [[index, index]] };
}

import { partOf, type FoundSeries } from '../../domain/found-series.js';
import { blobName, imageCount, indexAt, indexesOf, type SeriesNames } from '../../domain/series.js';
import type { Sheet } from '../../domain/sheets.js';
import { eachInSteps, type Steps } from '../../domain/steps.js';
import type { ImageHeader, UnreadableImage } from './ports.js';

/** Writes a line about a blob of the location that cannot be read. */
export type Unreadable = (
  event: 'webvtt-unreadable' | 'image-unreadable' | 'series-unreadable',
  blob: string,
  reason: string,
) => void;

/**
 * A series without the images that storage serves to nobody, which one line in the log counts: their URLs would fail. Undefined where
 * it serves none of them. Found among all names of the series before, so that what they mean together stays.
 */
export function* withoutRefused(
  found: FoundSeries,
  refusals: ReadonlyMap<string, string>,
  unreadable: Unreadable,
): Steps<FoundSeries | undefined> {
  if (refusals.size === 0) return found;
  const { names } = found;
  const refused = new Set<number>();
  yield* eachInSteps(indexesOf(names), (index) => {
    if (refusals.has(blobName(names, index))) refused.add(index);
  });
  const [first] = refused;
  if (first === undefined) return found;
  const blob = blobName(names, first);
  const reason = refusals.get(blob) ?? '';
  const count = imageCount(names);
  if (refused.size === count) {
    unreadable('series-unreadable', blob, reason);
    return undefined;
  }
  unreadable('image-unreadable', blob, `${reason}; left out: ${refused.size} of the ${count} images of its series`);
  // Where the first of the numbers goes, those behind keep theirs.
  const numbering = found.numbering ?? (names.ranges[0]?.[0] === 0 ? { first: 0, stride: 1 } : undefined);
  return {
    ...found,
    names: partOf(names, (index) => !refused.has(index)),
    ...(numbering !== undefined && { numbering }),
  };
}

type ReadHeader = (name: string) => Promise<ImageHeader | UnreadableImage>;

/** The sheets of one sprite are of one size but for the last, which may have fewer rows. */
export async function headersOf(
  sheets: readonly Sheet[],
  readHeader: ReadHeader,
  unreadable: Unreadable,
): Promise<(ImageHeader | undefined)[]> {
  const headers: (ImageHeader | undefined)[] = [];
  for (const [i, { found }] of sheets.entries()) {
    // Neither the last sheet nor what is no sheet has a sheet behind it.
    const isLikeTheFirst = i > 0 && sheets[i + 1]?.sprite !== undefined && headers[0] !== undefined;
    headers.push(isLikeTheFirst ? headers[0] : await sampleSeries(found.names, readHeader, unreadable));
  }
  return headers;
}

/**
 * One image's header stands for its series. Only where that image is broken another is looked at, and a third: one upload
 * that was cut off must not cost thousands of good images, nor thousands of bad ones a look at each. Undefined for a series
 * that is left out.
 */
async function sampleSeries(
  names: SeriesNames,
  readHeader: ReadHeader,
  unreadable: Unreadable,
): Promise<ImageHeader | undefined> {
  const count = imageCount(names);
  const broken: [blob: string, reason: string][] = [];
  for (const rank of new Set([0, Math.floor(count / 2), count - 1])) {
    const blob = blobName(names, indexAt(names, rank));
    const header = await readHeader(blob);
    if (!('problem' in header)) {
      for (const one of broken) unreadable('image-unreadable', ...one);
      return header;
    }
    broken.push([blob, header.problem]);
  }
  for (const one of broken.slice(0, 1)) unreadable('series-unreadable', ...one);
  return undefined;
}

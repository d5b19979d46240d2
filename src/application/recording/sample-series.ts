import { blobName, imageCount, indexAt, type SeriesNames } from '../../domain/series.js';
import type { Sheet } from '../../domain/sheets.js';
import type { ImageHeader, UnreadableImage } from './ports.js';

/** Writes a line about a blob of the location that cannot be read. */
export type Unreadable = (
  event: 'webvtt-unreadable' | 'image-unreadable' | 'series-unreadable',
  blob: string,
  reason: string,
) => void;

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

import type { FoundSeries } from '../../domain/found-series.js';
import { describeLocation, type ImageLocation } from '../../domain/location.js';
import { blobName, imageCount, indexAt, type SeriesNames } from '../../domain/series.js';
import type { Sheet } from '../../domain/sheets.js';
import type { ImageHeader, UnreadableImage } from './ports.js';
import type { Log } from '../../telemetry/log-events.js';

export type ReadHeader = (name: string) => Promise<ImageHeader | UnreadableImage>;

/** The sheets of one sprite are of one size but for the last, which may have fewer rows. */
export async function headersOf(
  sheets: readonly Sheet[],
  readHeader: ReadHeader,
  location: ImageLocation,
  log: Log,
): Promise<(ImageHeader | undefined)[]> {
  const headers: (ImageHeader | undefined)[] = [];
  for (const [i, { found }] of sheets.entries()) {
    // Neither the last sheet nor what is no sheet has a sheet behind it.
    const isLikeTheFirst = i > 0 && sheets[i + 1]?.sprite !== undefined && headers[0] !== undefined;
    headers.push(isLikeTheFirst ? headers[0] : await sampled(found, readHeader, location, log));
  }
  return headers;
}

/** Undefined, with a word in the log, for a series that is left out. */
async function sampled(
  { names }: FoundSeries,
  readHeader: ReadHeader,
  location: ImageLocation,
  log: Log,
): Promise<ImageHeader | undefined> {
  const { header, broken } = await sampleSeries(names, readHeader);
  for (const { blob, reason } of header === undefined ? broken.slice(0, 1) : broken) {
    log(header === undefined ? 'series-unreadable' : 'image-unreadable', {
      location: describeLocation(location),
      blob,
      reason,
    });
  }
  return header;
}

/** The header that stands for a series, and the images that were tried before it and are broken. */
interface Sample {
  header?: ImageHeader;
  broken: { blob: string; reason: string }[];
}

/**
 * One image's header stands for its series. Only where that image is broken another is looked at, and a third: one upload
 * that was cut off must not cost thousands of good images, nor thousands of bad ones a look at each.
 */
async function sampleSeries(names: SeriesNames, readHeader: ReadHeader): Promise<Sample> {
  const count = imageCount(names);
  const ranks = new Set([0, Math.floor(count / 2), count - 1]);
  const broken: Sample['broken'] = [];
  for (const rank of ranks) {
    const blob = blobName(names, indexAt(names, rank));
    const header = await readHeader(blob);
    if (!('problem' in header)) return { header, broken };
    broken.push({ blob, reason: header.problem });
  }
  return { broken };
}

import { durationFiles, durationFilesOf } from '../../domain/duration-files.js';
import { numberingOf, originOf, type FoundSeries } from '../../domain/found-series.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { inferSeriesTiming } from '../../domain/infer-timing.js';
import { LIMITS } from '../../domain/limits.js';
import type { ImageLocation } from '../../domain/location.js';
import { timelineOf, type MediaTimeline } from '../../domain/media-timeline.js';
import { imageCount } from '../../domain/series.js';
import { toldTiming, type ToldTimes } from '../../domain/told-times.js';
import { inSlices } from '../../in-slices.js';
import { memoize } from '../../memoize.js';
import type { ImageStore } from './ports.js';

/** What is known of the times of a location's images, but for what their names and WebVTT files say. */
export interface KnownTimes {
  presetKnown: boolean;
  told: ToldTimes;
  /** What the encoder's metadata files say. */
  media: MediaTimeline;
}

/** Files that are tried for one series: the first may be broken. */
const FILES_OF_SERIES = 3;

/**
 * Gives thumbnails that no preset explains their times: those that the operator says, else those of WebVTT files or names, which they
 * have, else inferred ones. Files of the video are read only where a length is needed that nothing else says. What the operator says of the
 * length counts before the encoder's files, but with a preset after them, since its percents are of what the encoder read.
 */
export async function timeSeries(
  images: Pick<ImageStore, 'readDuration'>,
  location: ImageLocation,
  blobs: readonly ListedBlob[],
  found: readonly FoundSeries[],
  { presetKnown, told, media }: KnownTimes,
): Promise<{ timed: FoundSeries[]; media: MediaTimeline }> {
  const preferred = (known: number | undefined) =>
    presetKnown ? (known ?? told.durationMs) : (told.durationMs ?? known);
  const listFiles = memoize(() => inSlices(durationFiles(blobs)));
  let filesLeft: number = LIMITS.durationFilesOfLocation;
  const readFile = memoize(async (name: string) => (filesLeft-- > 0 ? images.readDuration(location, name) : undefined));
  const lengths = new Set<number>();

  const durationOf = async (one: FoundSeries): Promise<number | undefined> => {
    const known = preferred(timelineOf(media, originOf(one).folder, undefined).durationMs);
    if (known !== undefined) return known;
    const files = durationFilesOf(await listFiles(), one.names.prefix);
    for (const file of files.slice(0, FILES_OF_SERIES)) {
      const durationMs = await readFile(file);
      if (durationMs === undefined) continue;
      lengths.add(durationMs);
      return durationMs;
    }
    return undefined;
  };

  const timedOf = async (one: FoundSeries): Promise<FoundSeries> => {
    if (one.kind !== 'Thumbnail' || one.rule !== undefined) return one;
    const isPercent = told.every?.unit === 'percent' || told.start?.unit === 'percent';
    const length = isPercent ? await durationOf(one) : undefined;
    const timing = toldTiming(told, length, numberingOf(one.names)) ?? one.timing ?? (await inferred(one));
    return timing === undefined ? one : { ...one, timing };
  };

  const inferred = async (one: FoundSeries) => {
    const durationMs = presetKnown || imageCount(one.names) < 2 ? undefined : await durationOf(one);
    return durationMs === undefined ? undefined : inferSeriesTiming(one.names, durationMs);
  };

  const timed: FoundSeries[] = [];
  for (const one of found) timed.push(await timedOf(one));
  const [only] = lengths.size === 1 ? lengths : [];
  const durationMs = preferred(media.durationMs) ?? only;
  return { timed, media: { ...media, ...(durationMs !== undefined && { durationMs }) } };
}

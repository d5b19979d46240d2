import { filenameMatcher } from '../domain/filename-pattern.js';
import { findSeries } from '../domain/find-series.js';
import type { FoundSeries } from '../domain/found-series.js';
import { timingOf, type ImageRule } from '../domain/image-rule.js';
import { splitFolder, type ListedBlob } from '../domain/image-listing.js';
import { timelineOf, type MediaTimeline } from '../domain/media-timeline.js';
import { describePlace, type Place } from '../domain/place.js';
import { blobName, type Series } from '../domain/series.js';
import { WebVttError } from '../domain/webvtt.js';
import { Failure } from './failure.js';
import type { ImageStore, Log } from './ports.js';

/** Each series costs a read of one header; presets have a few layers, so more than this is no encoder's work. */
const MAX_SERIES = 100;

/** What a listing means, made complete by one image's header per series and the encoder's metadata files. */
export async function readSeries(
  images: ImageStore,
  place: Place,
  blobs: readonly ListedBlob[],
  rules: readonly ImageRule[] | undefined,
  log: Log,
): Promise<{ series: Series[]; durationMs?: number }> {
  const found = findSeries(blobs, rules);
  if (found.length === 0) return { series: [] };
  if (found.length > MAX_SERIES) {
    throw new Failure('too-large', `${found.length} series of images in one place; at most ${MAX_SERIES} are recorded`);
  }
  const media = await images.readTimeline(
    place,
    blobs.map(({ name }) => name),
  );
  const series: Series[] = [];
  for (const one of found) {
    const complete = await measure(images, place, one, media, log);
    if (complete !== undefined) series.push(complete);
  }
  return { series, ...(media.durationMs !== undefined && { durationMs: media.durationMs }) };
}

async function measure(
  images: ImageStore,
  place: Place,
  { kind, names, rule, vttName }: FoundSeries,
  media: MediaTimeline,
  log: Log,
): Promise<Series | undefined> {
  const sample = blobName(names, names.ranges[0]?.[0] ?? 0);
  const header = await images.readHeader(place, sample);
  if (header === undefined) {
    const reason = 'its first image has no header of an image';
    log('series-unreadable', { place: describePlace(place), blob: sample, reason });
    return undefined;
  }
  const { folder, file } = splitFolder(sample);
  const timing = rule && timingOf(rule, timelineOf(media, folder, filenameMatcher(rule).basenameIn(file)));
  const tiles = vttName === undefined ? undefined : await readTiles(images, place, vttName, log);
  return {
    kind,
    ...names,
    ...header,
    ...(timing !== undefined && { timing }),
    ...(vttName !== undefined && tiles !== undefined && { sprite: { vttName, tiles } }),
  };
}

/** A sheet whose WebVTT is broken is still an image; only its tiles stay unknown. */
async function readTiles(images: ImageStore, place: Place, vttName: string, log: Log) {
  try {
    return await images.readTiles(place, vttName);
  } catch (error) {
    if (!(error instanceof WebVttError)) throw error;
    log('webvtt-unreadable', { place: describePlace(place), blob: vttName, reason: error.message });
    return undefined;
  }
}

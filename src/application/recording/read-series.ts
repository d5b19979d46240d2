import { findSeries } from '../../domain/find-series.js';
import { originOf, type FoundSeries } from '../../domain/found-series.js';
import { timingOf, type ImageRule } from '../../domain/image-rule.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { LIMITS } from '../../domain/limits.js';
import { timelineOf, type MediaTimeline } from '../../domain/media-timeline.js';
import { describeLocation, type ImageLocation } from '../../domain/location.js';
import { blobName, indexesOf, type Series, type Timing } from '../../domain/series.js';
import type { Sheet } from '../../domain/sheets.js';
import { Failure } from '../failure.js';
import { memoize } from '../../memoize.js';
import type { ImageHeader, ImageStore } from './ports.js';
import type { Log } from '../../telemetry/log-events.js';
import { headersOf, readSheets, type Unreadable } from './read-sheets.js';
import { separateLayers } from './separate-layers.js';

/** What a listing means, made complete by one image's header per series and the encoder's metadata files. */
export async function readSeries(
  images: ImageStore,
  location: ImageLocation,
  blobs: readonly ListedBlob[],
  rules: readonly ImageRule[] | undefined,
  log: Log,
): Promise<{ series: Series[]; durationMs?: number; modifiedMs?: number }> {
  const found = findSeries(blobs, rules);
  if (found.length === 0) return { series: [] };
  if (found.length > LIMITS.seriesOfLocation) {
    const most = `at most ${LIMITS.seriesOfLocation} are recorded`;
    throw new Failure('too-large', `${found.length} series of images; ${most}`);
  }
  const media = await images.readTimeline(
    location,
    blobs.map(({ name }) => name),
  );
  for (const one of media.unreadable ?? [])
    log('metadata-unreadable', { location: describeLocation(location), ...one });
  const readHeader = memoize((name: string) => images.readHeader(location, name));
  const sizeOf = async (name: string) => {
    const header = await readHeader(name);
    return 'problem' in header ? undefined : `${header.width}x${header.height}`;
  };
  const layers: FoundSeries[] = [];
  for (const one of found) layers.push(...(await separateLayers(one, (index) => sizeOf(blobName(one.names, index)))));
  const unreadable: Unreadable = (event, blob, reason) => {
    log(event, { location: describeLocation(location), blob, reason });
  };
  const series: Series[] = [];
  for (const sheets of await readSheets(images, location, layers, blobs, unreadable)) {
    const headers = await headersOf(sheets, readHeader, unreadable);
    sheets.forEach((sheet, i) => {
      const header = headers[i];
      if (header !== undefined) series.push(toSeries(sheet, header, media));
    });
  }
  const modifiedMs = newestOf(series, blobs);
  return {
    series,
    ...(media.durationMs !== undefined && { durationMs: media.durationMs }),
    ...(modifiedMs !== undefined && { modifiedMs }),
  };
}

/** When the newest image of these series was written; undefined where the listing does not say. */
function newestOf(series: readonly Series[], blobs: readonly ListedBlob[]): number | undefined {
  const times = new Map(blobs.map(({ name, lastModifiedMs }) => [name, lastModifiedMs]));
  let newest: number | undefined;
  for (const one of series) {
    for (const index of indexesOf(one)) {
      const time = times.get(blobName(one, index));
      if (time !== undefined && time > (newest ?? -Infinity)) newest = time;
    }
  }
  return newest;
}

function toSeries({ found, sprite }: Sheet, header: ImageHeader, media: MediaTimeline): Series {
  const { kind, names } = found;
  const timing = timingIn(found, media);
  return {
    kind,
    ...names,
    ...header,
    ...(timing !== undefined && { timing }),
    ...(sprite !== undefined && { sprite }),
  };
}

/** A sheet's time is that of its first tile, whatever its number. */
function timingIn(found: FoundSeries, media: MediaTimeline): Timing | undefined {
  const { kind, rule, numbering, timing } = found;
  if (rule === undefined) return timing;
  const { folder, basename } = originOf(found);
  const timeline = timelineOf(media, folder, basename);
  return timingOf(rule, timeline, kind === 'Sprite' ? undefined : numbering);
}

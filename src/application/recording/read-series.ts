import { findRuledSeries, type RuledNames } from '../../domain/find-series.js';
import { originOf, type FoundSeries } from '../../domain/found-series.js';
import { guessSeries } from '../../domain/guess-series.js';
import { timingOf, type ImageRule } from '../../domain/image-rule.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { LIMITS } from '../../domain/limits.js';
import { timelineOf, type MediaTimeline } from '../../domain/media-timeline.js';
import { describeLocation, type ImageLocation } from '../../domain/location.js';
import { blobName, indexesOf, type Series, type SpriteSheet, type Timing } from '../../domain/series.js';
import { sheetsOf, spritesOf, timedBy, type Sheet } from '../../domain/sheets.js';
import { restImages, vttGroups } from '../../domain/webvtt-groups.js';
import { eachInSteps, type Steps } from '../../domain/steps.js';
import type { ToldTimes } from '../../domain/told-times.js';
import { inSlices } from '../../in-slices.js';
import { Failure } from '../failure.js';
import { memoize } from '../../memoize.js';
import type { ImageHeader, ImageStore } from './ports.js';
import type { Log } from '../../telemetry/log-events.js';
import { readWebVtts, type ReadWebVtts } from './read-webvtts.js';
import { headersOf, withoutRefused, type Unreadable } from './sample-series.js';
import { separateLayers } from './separate-layers.js';
import { timeSeries } from './time-series.js';

/** What a listing means, made complete by WebVTT files, one image's header per series and the encoder's metadata files. */
export async function readSeries(
  images: ImageStore,
  location: ImageLocation,
  blobs: readonly ListedBlob[],
  rules: readonly ImageRule[] | undefined,
  log: Log,
  told: ToldTimes = {},
): Promise<{ series: Series[]; durationMs?: number; modifiedMs?: number }> {
  const unreadable: Unreadable = (event, blob, reason) => {
    log(event, { location: describeLocation(location), blob, reason });
  };
  const { found, tilesBySheet } = await findSeries(images, location, blobs, rules, log, unreadable);
  if (found.length === 0) return { series: [] };
  if (found.length > LIMITS.seriesOfLocation) {
    const most = `at most ${LIMITS.seriesOfLocation} are recorded`;
    throw new Failure('too-large', `${found.length} series of images; ${most}`);
  }
  const read = await images.readTimeline(
    location,
    blobs.map(({ name }) => name),
  );
  for (const one of read.unreadable ?? []) log('metadata-unreadable', { location: describeLocation(location), ...one });
  const known = { presetKnown: rules !== undefined, told, media: read };
  const { timed, media } = await timeSeries(images, location, blobs, found, known);
  const refusals = await inSlices(refusalsIn(blobs));
  const readHeader = memoize(async (name: string) => {
    const problem = refusals.get(name);
    return problem === undefined ? images.readHeader(location, name) : { problem };
  });
  const sizeOf = async (name: string) => {
    const header = await readHeader(name);
    return 'problem' in header ? undefined : `${header.width}x${header.height}`;
  };
  const series: Series[] = [];
  for (const one of timed) {
    for (const layer of await separateLayers(one, (index) => sizeOf(blobName(one.names, index)))) {
      const readable = await inSlices(withoutRefused(layer, refusals, unreadable));
      if (readable === undefined) continue;
      const sheets = sheetsOf(readable, tilesBySheet);
      const headers = await headersOf(sheets, readHeader, unreadable);
      sheets.forEach((sheet, i) => {
        const header = headers[i];
        if (header === undefined) return;
        const sprite = withoutTilesBeyond(sheet.sprite, header, unreadable);
        series.push(toSeries({ found: sheet.found, ...(sprite !== undefined && { sprite }) }, header, media));
      });
    }
  }
  const modifiedMs = await inSlices(newestOf(series, blobs));
  return {
    series,
    ...(media.durationMs !== undefined && { durationMs: media.durationMs }),
    ...(modifiedMs !== undefined && { modifiedMs }),
  };
}

/** The series of a listing: by the preset's rules, then by WebVTT files, then by names alone. */
async function findSeries(
  images: ImageStore,
  location: ImageLocation,
  blobs: readonly ListedBlob[],
  rules: readonly ImageRule[] | undefined,
  log: Log,
  unreadable: Unreadable,
): Promise<{ found: FoundSeries[]; tilesBySheet: ReadonlyMap<string, SpriteSheet> }> {
  const ruled = await inSlices(findRuledSeries(blobs, rules));
  const { tilesBySheet, sheets, times } = await readWebVttsOf(ruled, images, location, blobs, unreadable);
  const options = { presetKnown: rules !== undefined, alone: ruled.series.length === 0 };
  const { sprites, others } = await inSlices(spritesOf(ruled.rest, sheets));
  const { series, unrecognised } = await inSlices(guessSeries(others, options, (name) => times.has(name)));
  if (unrecognised.count > 0) {
    const examples = unrecognised.examples.join(', ');
    log('images-unrecognised', { location: describeLocation(location), count: unrecognised.count, examples });
  }
  const timed: FoundSeries[] = [];
  for (const one of series) {
    const { found, problem } = await inSlices(timedBy(one, times));
    if (problem !== undefined) unreadable('webvtt-unreadable', problem.vttName, problem.reason);
    timed.push(found);
  }
  return { found: [...ruled.series, ...timed, ...sprites], tilesBySheet };
}

async function readWebVttsOf(
  { series, rest, vtts }: RuledNames,
  images: ImageStore,
  location: ImageLocation,
  blobs: readonly ListedBlob[],
  unreadable: Unreadable,
): Promise<ReadWebVtts> {
  if (vtts.byFolder.size === 0) return { tilesBySheet: new Map(), sheets: new Set(), times: new Map() };
  const others = await inSlices(restImages(rest, vtts));
  const groups = await inSlices(vttGroups(series, vtts, others));
  const sizes = new Map<string, number>();
  await inSlices(eachInSteps(blobs, ({ name, size }) => sizes.set(name, size)));
  return readWebVtts(images, location, groups, others, sizes, unreadable);
}

/** Why blobs cannot be read, by their names, as far as the listing says it. */
function* refusalsIn(blobs: readonly ListedBlob[]): Steps<Map<string, string>> {
  const refusals = new Map<string, string>();
  yield* eachInSteps(blobs, ({ name, refusal }) => {
    if (refusal !== undefined) refusals.set(name, refusal);
  });
  return refusals;
}

/** When the newest image of these series was written; undefined where the listing does not say. */
function* newestOf(series: readonly Series[], blobs: readonly ListedBlob[]): Steps<number | undefined> {
  const times = new Map<string, number | undefined>();
  yield* eachInSteps(blobs, ({ name, lastModifiedMs }) => times.set(name, lastModifiedMs));
  let newest: number | undefined;
  for (const one of series) {
    yield* eachInSteps(indexesOf(one), (index) => {
      const time = times.get(blobName(one, index));
      if (time !== undefined && time > (newest ?? -Infinity)) newest = time;
    });
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

/** A sheet without the tiles that begin beyond its edges, of which the log speaks; undefined where none is left. */
function withoutTilesBeyond(
  sprite: SpriteSheet | undefined,
  { width, height }: ImageHeader,
  unreadable: Unreadable,
): SpriteSheet | undefined {
  if (sprite === undefined) return undefined;
  const tiles = sprite.tiles.filter(({ x, y }) => x < width && y < height);
  const beyond = sprite.tiles.length - tiles.length;
  if (beyond > 0)
    unreadable('webvtt-unreadable', sprite.vttName, `${beyond} tiles lie beyond their sheet of ${width}x${height}`);
  return tiles.length === 0 ? undefined : { ...sprite, tiles };
}

/** A sheet's time is that of its first tile, whatever its number. */
function timingIn(found: FoundSeries, media: MediaTimeline): Timing | undefined {
  const { kind, names, rule, numbering, timing } = found;
  if (rule === undefined) return timing;
  const { folder, basename } = originOf(found);
  const timeline = timelineOf(media, folder, basename);
  const from0 = names.ranges[0]?.[0] === 0 ? { first: 0, stride: 1 } : undefined;
  const preset = timingOf(rule, timeline, kind === 'Sprite' ? undefined : (numbering ?? from0));
  return preset && { ...preset, source: 'preset' };
}

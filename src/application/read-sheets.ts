import type { FoundSeries } from '../domain/found-series.js';
import type { ListedBlob } from '../domain/image-listing.js';
import { describePlace, type Place } from '../domain/place.js';
import { sheetsOf, withoutTiles, type Sheet } from '../domain/sheets.js';
import { WebVttError } from '../domain/webvtt.js';
import type { ImageStore, Log } from './ports.js';

/** A sprite with the tiles of its WebVTT, sheet by sheet; any other series as it is. */
export async function readSheets(
  images: ImageStore,
  place: Place,
  found: FoundSeries,
  blobs: readonly ListedBlob[],
  log: Log,
): Promise<Sheet[]> {
  if (found.vttName === undefined) return [{ found }];
  try {
    const tiles = await images.readTiles(place, found.vttName);
    return sheetsOf(found, tiles, (name) => blobs.some((blob) => blob.name === name));
  } catch (error) {
    if (!(error instanceof WebVttError)) throw error;
    // A sheet whose WebVTT is broken is still an image; captions beside a poster are nobody's fault.
    const isNoSprite = error.isCaptions && found.otherwise !== undefined;
    const line = { place: describePlace(place), blob: found.vttName, reason: error.message };
    if (!isNoSprite) log('webvtt-unreadable', line);
    return withoutTiles(found);
  }
}

import type { FoundSeries } from '../../domain/found-series.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { LIMITS } from '../../domain/limits.js';
import { describeLocation, type ImageLocation } from '../../domain/location.js';
import { blobName, indexesOf, type SpriteSheet } from '../../domain/series.js';
import { placeTiles, sheetsOf, type Sheet } from '../../domain/sheets.js';
import { hasNameOf } from '../../domain/sprite-vtt.js';
import { lastName } from '../../domain/text.js';
import { WebVttError, type SheetTile } from '../../domain/webvtt.js';
import type { ImageStore } from './ports.js';
import type { Log } from '../../telemetry/log-events.js';

/**
 * The sheets of each series with the tiles that any WebVTT has on them; a series without a WebVTT is one as it is. Sprites beyond
 * the limits of a location are left out, each as a whole: with some of its sheets it would show some of the video.
 */
export async function readSheets(
  images: ImageStore,
  location: ImageLocation,
  series: readonly FoundSeries[],
  blobs: readonly ListedBlob[],
  log: Log,
): Promise<Sheet[][]> {
  const unreadable = (blob: string, reason: string): void => {
    log('webvtt-unreadable', { location: describeLocation(location), blob, reason });
  };
  const sizes = new Map(blobs.map(({ name, size }) => [name, size]));
  const sprites = spritesWithin(series, sizes, unreadable);
  const tooLarge = new Set<FoundSeries>();
  let tilesLeft: number = LIMITS.tilesOfLocation;
  const known = new Map(series.map((one) => [one, new Map<number, SpriteSheet>()]));

  const spritesOf = new Map<string, FoundSeries[]>();
  const spriteOf = new Map<string, FoundSeries>();
  for (const sprite of sprites) {
    for (const name of sprite.vttNames ?? []) spritesOf.set(name, [...(spritesOf.get(name) ?? []), sprite]);
    for (const index of indexesOf(sprite.names)) spriteOf.set(blobName(sprite.names, index), sprite);
  }
  const listed = { has: (name: string) => sizes.has(name), spriteOf: (name: string) => spriteOf.get(name) };
  for (const vttName of spritesOf.keys()) {
    const own = (spritesOf.get(vttName) ?? []).filter((sprite) => !tooLarge.has(sprite));
    if (own.length === 0) continue;
    const tiles = await readTiles(vttName, own);
    tilesLeft -= tiles.length;
    const { placed, lost } = placeTiles(own, vttName, tiles, listed);
    for (const [found, onSheets] of placed) {
      const sheets = known.get(found);
      for (const [index, ofSheet] of onSheets) {
        // Where several files list tiles on a sheet, the one of its name is meant, else the first.
        if (sheets?.has(index) === true && !hasNameOf(found.names, index, vttName)) continue;
        sheets?.set(index, { vttName, tiles: ofSheet });
      }
    }
    const [first] = lost;
    if (first !== undefined) {
      const on = `no sheet of its sprite, the first on '${lastName(first.address)}'`;
      unreadable(vttName, `${lost.length} of its ${tiles.length} tiles lie on ${on}`);
    }
  }
  return series.map((one) =>
    sheetsOf(one, (tooLarge.has(one) ? undefined : known.get(one)) ?? new Map<number, SpriteSheet>()),
  );

  async function readTiles(vttName: string, own: readonly FoundSeries[]): Promise<SheetTile[]> {
    try {
      return await images.readTiles(location, vttName, tilesLeft);
    } catch (error) {
      if (!(error instanceof WebVttError)) throw error;
      // A sheet whose WebVTT is broken is still an image; captions beside a poster are no fault.
      if (error.because === 'too-many-tiles') own.forEach((sprite) => tooLarge.add(sprite));
      const isNoSprite = error.because === 'captions' && own.every(({ otherwise }) => otherwise !== undefined);
      if (!isNoSprite) unreadable(vttName, error.message);
      return [];
    }
  }
}

/** The sprites whose WebVTT files are not too many and too long together, by the listing: nothing is read before that is known. */
function spritesWithin(
  series: readonly FoundSeries[],
  sizes: ReadonlyMap<string, number>,
  unreadable: (blob: string, reason: string) => void,
): FoundSeries[] {
  const counted = new Set<string>();
  let bytes = 0;
  return series.filter(({ vttNames }) => {
    if (vttNames === undefined) return false;
    const more = vttNames.filter((name) => !counted.has(name));
    const moreBytes = more.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
    const isWithin =
      counted.size + more.length <= LIMITS.webVttFilesOfLocation && bytes + moreBytes <= LIMITS.webVttBytesOfLocation;
    if (!isWithin) {
      const most = `at most ${LIMITS.webVttFilesOfLocation}, of ${LIMITS.webVttBytesOfLocation} bytes, are read in one location`;
      unreadable(vttNames[0] ?? '', `its sprite has ${more.length} of them, of ${moreBytes} bytes; ${most}`);
      return false;
    }
    for (const name of more) counted.add(name);
    bytes += moreBytes;
    return true;
  });
}

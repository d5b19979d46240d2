import type { FoundSeries } from '../../domain/found-series.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { describeLocation, type ImageLocation } from '../../domain/location.js';
import type { SpriteSheet } from '../../domain/series.js';
import { hasNameOf, placeTiles, sheetsOf, type Sheet } from '../../domain/sheets.js';
import { lastName } from '../../domain/text.js';
import { WebVttError, type SheetTile } from '../../domain/webvtt.js';
import type { ImageStore } from './ports.js';
import type { Log } from '../../telemetry/log-events.js';

/** Each costs a call, and a row has no room for the tiles of more sheets. */
const MAX_FILES = 500;

/** The sheets of each series with the tiles that any WebVTT has on them; a series without a WebVTT is one as it is. */
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
  for (const { vttNames = [] } of series) {
    const reason = `its sprite has ${vttNames.length} of them; at most ${MAX_FILES} are read`;
    if (vttNames.length > MAX_FILES) unreadable(vttNames[0] ?? '', reason);
  }
  const sprites = series.filter(({ vttNames }) => vttNames !== undefined && vttNames.length <= MAX_FILES);
  const names = new Set(blobs.map(({ name }) => name));
  const known = new Map(series.map((one) => [one, new Map<number, SpriteSheet>()]));

  for (const vttName of new Set(sprites.flatMap(({ vttNames = [] }) => vttNames))) {
    const own = sprites.filter(({ vttNames }) => vttNames?.includes(vttName));
    const tiles = await readTiles(vttName, own);
    const { placed, lost } = placeTiles(own, vttName, tiles, (name) => names.has(name));
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
  return series.map((one) => sheetsOf(one, known.get(one) ?? new Map<number, SpriteSheet>()));

  async function readTiles(vttName: string, own: readonly FoundSeries[]): Promise<SheetTile[]> {
    try {
      return await images.readTiles(location, vttName);
    } catch (error) {
      if (!(error instanceof WebVttError)) throw error;
      // A sheet whose WebVTT is broken is still an image; captions beside a poster are no fault.
      const isNoSprite = error.isCaptions && own.every(({ otherwise }) => otherwise !== undefined);
      if (!isNoSprite) unreadable(vttName, error.message);
      return [];
    }
  }
}

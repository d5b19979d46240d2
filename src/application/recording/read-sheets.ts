import type { FoundSeries } from '../../domain/found-series.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { LIMITS } from '../../domain/limits.js';
import type { ImageLocation } from '../../domain/location.js';
import { blobName, imageCount, indexAt, indexesOf, type SeriesNames, type SpriteSheet } from '../../domain/series.js';
import { hasNameOf, placeTiles, sheetsOf, type Sheet } from '../../domain/sheets.js';
import { lastName } from '../../domain/text.js';
import { WebVttError, type SheetTile } from '../../domain/webvtt.js';
import type { ImageHeader, ImageStore, UnreadableImage } from './ports.js';

/** Writes a line about a blob of the location that cannot be read. */
export type Unreadable = (
  event: 'webvtt-unreadable' | 'image-unreadable' | 'series-unreadable',
  blob: string,
  reason: string,
) => void;

/**
 * The sheets of each series, with the tiles that WebVTT files list on them; a series without tiles is one sheet, unchanged. A sprite
 * beyond the limits of a location (limits.ts) loses all its tiles: with some of them it would show a part of the video. A file that
 * cannot be read costs its own tiles alone.
 */
export async function readSheets(
  images: ImageStore,
  location: ImageLocation,
  series: readonly FoundSeries[],
  blobs: readonly ListedBlob[],
  unreadable: Unreadable,
): Promise<Sheet[][]> {
  const webVttUnreadable = (blob: string, reason: string): void => {
    unreadable('webvtt-unreadable', blob, reason);
  };
  const sizes = new Map(blobs.map(({ name, size }) => [name, size]));
  const spritesByVttName = new Map<string, FoundSeries[]>();
  const spriteByImageName = new Map<string, FoundSeries>();
  for (const sprite of spritesWithin(series, sizes, webVttUnreadable)) {
    for (const name of sprite.vttNames ?? []) {
      spritesByVttName.set(name, [...(spritesByVttName.get(name) ?? []), sprite]);
    }
    for (const index of indexesOf(sprite.names)) spriteByImageName.set(blobName(sprite.names, index), sprite);
  }
  const listed = {
    has: (name: string) => sizes.has(name),
    spriteOf: (name: string) => spriteByImageName.get(name),
  };
  const sheetsBySprite = new Map(series.map((one) => [one, new Map<number, SpriteSheet>()]));
  const beyondLimit = new Set<FoundSeries>();
  let tilesLeft: number = LIMITS.tilesOfLocation;

  const readTiles = async (vttName: string, candidates: readonly FoundSeries[]): Promise<SheetTile[]> => {
    try {
      return await images.readTiles(location, vttName, tilesLeft);
    } catch (error) {
      if (!(error instanceof WebVttError)) throw error;
      if (error.because === 'too-many-tiles') {
        for (const sprite of candidates) beyondLimit.add(sprite);
        webVttUnreadable(vttName, `the WebVTT files of the location have more than ${LIMITS.tilesOfLocation} tiles`);
        return [];
      }
      // Captions are no fault where this file alone made each candidate a sprite.
      const isCaptions = error.because === 'captions' && candidates.every(({ otherwise }) => otherwise !== undefined);
      if (!isCaptions) webVttUnreadable(vttName, error.message);
      return [];
    }
  };

  for (const [vttName, sprites] of spritesByVttName) {
    const candidates = sprites.filter((sprite) => !beyondLimit.has(sprite));
    if (candidates.length === 0) continue;
    const tiles = await readTiles(vttName, candidates);
    // What was read counts, also where the sprite loses it later: the limit bounds the work.
    tilesLeft -= tiles.length;
    const { placed, lost } = placeTiles(candidates, vttName, tiles, listed);
    for (const [sprite, tilesBySheet] of placed) {
      const sheets = sheetsBySprite.get(sprite);
      for (const [index, sheetTiles] of tilesBySheet) {
        // Where several files list tiles on one sheet, the file of its name counts, else the first.
        if (sheets?.has(index) === true && !hasNameOf(sprite.names, index, vttName)) continue;
        sheets?.set(index, { vttName, tiles: sheetTiles });
      }
    }
    const [first] = lost;
    if (first !== undefined) {
      const names = `name no sheet of its sprite; the first of them names '${lastName(first.address)}'`;
      webVttUnreadable(vttName, `${lost.length} of its ${tiles.length} tiles ${names}`);
    }
  }
  for (const sprite of beyondLimit) sheetsBySprite.get(sprite)?.clear();
  return [...sheetsBySprite].map(([one, sheets]) => sheetsOf(one, sheets));
}

/**
 * The sprites whose WebVTT files fit the limits of a location, in order, by the sizes in the listing: nothing is read before that is
 * known. A smaller sprite behind one that does not fit may fit.
 */
function spritesWithin(
  series: readonly FoundSeries[],
  sizes: ReadonlyMap<string, number>,
  unreadable: (blob: string, reason: string) => void,
): FoundSeries[] {
  const { webVttFilesOfLocation: maxFiles, webVttBytesOfLocation: maxBytes } = LIMITS;
  const counted = new Set<string>();
  const sprites: FoundSeries[] = [];
  let bytes = 0;
  for (const one of series) {
    if (one.vttNames === undefined) continue;
    const names = one.vttNames.filter((name) => !counted.has(name));
    const more = names.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
    if (counted.size + names.length > maxFiles || bytes + more > maxBytes) {
      const would = `with its sprite, ${counted.size + names.length} files of ${bytes + more} bytes would be read`;
      unreadable(names[0] ?? '', `${would}; at most ${maxFiles} of ${maxBytes} bytes in all are read in a location`);
      continue;
    }
    for (const name of names) counted.add(name);
    bytes += more;
    sprites.push(one);
  }
  return sprites;
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

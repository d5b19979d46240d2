import { partOf, type FoundSeries } from './found-series.js';
import { splitFolder, stem } from './image-listing.js';
import {
  blobName,
  imageCount,
  indexesOf,
  indexOfName,
  type SeriesNames,
  type SpriteSheet,
  type Tile,
} from './series.js';
import { groupBy, namesIn } from './text.js';
import type { SheetTile } from './webvtt.js';

const SEPARATORS = /(?<![-_. ])[-_. ]+$/;

/** The WebVTT files of a location that may belong to sprites: by their names without the extension, and by folder. */
export interface VttFiles {
  byStem: ReadonlyMap<string, string>;
  byFolder: ReadonlyMap<string, readonly string[]>;
}

export function vttFiles(names: readonly string[]): VttFiles {
  // What an analysis of the sound leaves beside the images.
  const files = names.filter((name) => !/^transcript\.vtt$/i.test(splitFolder(name).file));
  const folderOf = (name: string): string => splitFolder(name).folder;
  return {
    byStem: new Map(files.map((name) => [stem(name), name])),
    byFolder: new Map(groupBy(files, folderOf).map((beside) => [folderOf(beside[0]), beside])),
  };
}

/** The WebVTT files that have the very name of a sheet of this series. */
export function vttsOfSheets({ byStem }: VttFiles, names: SeriesNames): string[] {
  const indexes = byStem.size === 0 ? [] : [...indexesOf(names)];
  return [...new Set(indexes.flatMap((index) => byStem.get(stem(blobName(names, index))) ?? []))];
}

export function hasNameOf(names: SeriesNames, index: number, vttName: string): boolean {
  return stem(blobName(names, index)) === stem(vttName);
}

/** The WebVTT of a whole series, if any: of the same name but for the index, as `clip_small.vtt` is of `clip_small000001.jpg`. */
export function vttOfSeries({ byStem }: VttFiles, { prefix, indexDigits }: SeriesNames): string[] {
  const name = indexDigits === 0 ? undefined : (byStem.get(prefix) ?? byStem.get(prefix.replace(SEPARATORS, '')));
  return name === undefined ? [] : [name];
}

/** A sprite's WebVTT has the name of a sheet, or that of the series, or a label's, or is the only one in the folder. */
export function vttsOfSprite(vtts: VttFiles, names: SeriesNames, labels: readonly string[]): readonly string[] {
  const { folder } = splitFolder(names.prefix);
  const labelled = new Set(labels.flatMap((label) => vtts.byStem.get(folder + label) ?? []));
  const beside = vtts.byFolder.get(folder) ?? [];
  const likeliestFirst = [vttsOfSheets(vtts, names), vttOfSeries(vtts, names), [...labelled]];
  return likeliestFirst.find(({ length }) => length > 0) ?? (beside.length === 1 ? beside : []);
}

/** A series of one sheet with its tiles, or of images that have none. */
export interface Sheet {
  found: FoundSeries;
  sprite?: SpriteSheet;
}

/** The blobs of the location by their names below it. */
export interface Listed {
  has: (name: string) => boolean;
  /** The sprite that has a sheet of this name. */
  spriteOf: (name: string) => FoundSeries | undefined;
}

/** What lies on the sheets of a sprite, by their numbers. */
export type OnSheets = Map<number, Tile[]>;

/**
 * Puts the tiles of a WebVTT on the sheets that they lie on, of the sprites that may be meant; `lost` are those that lie on none.
 * A WebVTT that names no image of the location is taken to mean the sheet of its own name, or the only one.
 */
export function placeTiles(
  sprites: readonly FoundSeries[],
  vttName: string,
  tiles: readonly SheetTile[],
  listed: Listed,
): { placed: Map<FoundSeries, OnSheets>; lost: SheetTile[] } {
  const { folder } = splitFolder(vttName);
  const addresses = [...new Set(tiles.map(({ address }) => address))];
  const own = new Set(sprites);
  const meant = new Map(addresses.map((address) => [address, sheetOf(address)]));
  const [only = ''] = addresses;
  const isNameless = addresses.length === 1 && !namesIn(only).some((name) => listed.has(folder + name));
  if (isNameless) meant.set(only, namelessSheet(sprites, vttName));

  const placed = new Map<FoundSeries, Map<number, Tile[]>>();
  const lost: SheetTile[] = [];
  for (const one of tiles) {
    const { address, ...tile } = one;
    const sheet = meant.get(address);
    if (sheet === undefined) {
      lost.push(one);
      continue;
    }
    const onSheets = placed.get(sheet.found) ?? new Map<number, Tile[]>();
    const onSheet = onSheets.get(sheet.index) ?? [];
    onSheet.push(tile);
    placed.set(sheet.found, onSheets.set(sheet.index, onSheet));
  }
  return { placed, lost };

  /** The likeliest name of an address that a sheet has. */
  function sheetOf(address: string): MeantSheet | undefined {
    for (const name of namesIn(address)) {
      const found = listed.spriteOf(folder + name);
      const index = found !== undefined && own.has(found) ? indexOfName(found.names, folder + name) : undefined;
      if (found !== undefined && index !== undefined) return { found, index };
    }
    return undefined;
  }
}

interface MeantSheet {
  found: FoundSeries;
  index: number;
}

function namelessSheet(sprites: readonly FoundSeries[], vttName: string): MeantSheet | undefined {
  for (const found of sprites) {
    const index = indexOfName(found.names, stem(vttName) + extensionOf(found));
    if (index !== undefined) return { found, index };
  }
  const found = sprites.find(({ names }) => imageCount(names) === 1);
  return found && { found, index: found.names.ranges[0]?.[0] ?? 0 };
}

/** The end of all of its names. */
function extensionOf({ names }: FoundSeries): string {
  const name = blobName(names, names.ranges[0]?.[0] ?? 0);
  return name.slice(stem(name).length);
}

/**
 * The sheets of a sprite with what lies on them. Several become a series each, and their times are those of their tiles; what was
 * taken for sheets only by a WebVTT is something else without tiles.
 */
export function sheetsOf(found: FoundSeries, onSheets: ReadonlyMap<number, SpriteSheet>): Sheet[] {
  const { kind, names } = found;
  const [sprite] = onSheets.values();
  if (sprite === undefined) return withoutTiles(found);
  if (imageCount(names) === 1) return [{ found, sprite }];
  const sheets = [...onSheets]
    .sort(([a], [b]) => a - b)
    .map(([index, own]): Sheet => ({ found: { kind, names: { ...names, ranges: [[index, index]] } }, sprite: own }));
  const others = partOf(names, (index) => !onSheets.has(index));
  return others.ranges.length === 0 ? sheets : [...sheets, ...withoutTiles({ ...found, names: others })];
}

function withoutTiles({ otherwise, ...found }: FoundSeries): Sheet[] {
  if (otherwise === 'nothing') return [];
  return [{ found: { ...found, kind: otherwise ?? found.kind } }];
}

import type { FoundSeries } from './found-series.js';
import { splitFolder } from './image-listing.js';
import { partOf } from './layers.js';
import { blobName, imageCount, indexesOf, type Tile } from './series.js';
import { sheetAt } from './sprite-vtt.js';
import type { SheetTile } from './webvtt.js';

/** A series of one sheet with its tiles, or of images that have none. */
export interface Sheet {
  found: FoundSeries;
  tiles?: readonly Tile[];
}

/**
 * Gives each sheet of a sprite the tiles that its WebVTT has on it. Several sheets become a series each, and their times are
 * those of their tiles. A WebVTT that names no image of the place is taken to mean the only sheet under another name; one
 * that names other images is theirs.
 */
export function sheetsOf(
  found: FoundSeries,
  tiles: readonly SheetTile[],
  isListed: (name: string) => boolean,
): Sheet[] {
  const { names, vttName = '' } = found;
  const onSheet = new Map<string, Tile[]>();
  for (const { image, ...tile } of tiles) {
    const known = onSheet.get(image);
    if (known === undefined) onSheet.set(image, [tile]);
    else known.push(tile);
  }
  const tilesAt = (index: number): Tile[] | undefined => onSheet.get(splitFolder(blobName(names, index)).file);
  const own = [...indexesOf(names)].filter((index) => tilesAt(index) !== undefined);
  const isOne = imageCount(names) === 1;

  if (own.length === 0) {
    const { folder } = splitFolder(vttName);
    const [only, ...others] = [...onSheet];
    const isRenamed = isOne && only !== undefined && others.length === 0 && !isListed(folder + only[0]);
    return isRenamed ? [{ found, tiles: only[1] }] : withoutTiles(found);
  }
  if (isOne) return [{ found, tiles: tilesAt(own[0] ?? 0) ?? [] }];
  const sheets = own.map((index) => ({
    found: { kind: found.kind, names: sheetAt(names, index), vttName },
    tiles: tilesAt(index) ?? [],
  }));
  const others = partOf(names, (index) => tilesAt(index) === undefined);
  return others.ranges.length === 0 ? sheets : [...sheets, ...withoutTiles({ ...found, names: others })];
}

/** What was taken for a sprite only by its WebVTT is something else without one. */
export function withoutTiles({ otherwise, ...found }: FoundSeries): Sheet[] {
  if (otherwise === 'nothing') return [];
  return [{ found: { ...found, kind: otherwise ?? found.kind } }];
}

import type { Cue } from './storyboard.js';
import type { Thumbnail } from './thumbnail.js';

/** A sheet whose tiles fill a grid row by row, from the top left on, and show one after the other for equally long. */
export interface SheetGrid {
  image: Thumbnail;
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
  stepMs: number;
  /** How much longer the first tile shows than the others, before they follow each other. */
  leadMs: number;
  /** How long the sheet shows after that. */
  lengthMs: number;
}

/** Times are whole milliseconds, and frames come when they come: a tile may be early or late by this part of a step. */
const TOLERANCE = 0.1;

/** The sheets of a storyboard in order as grids; undefined when tiles lie or follow each other in any other way. */
export function toGrids(cues: readonly Cue[]): SheetGrid[] | undefined {
  const sheets: [Cue, ...Cue[]][] = [];
  for (const cue of cues) {
    const sheet = sheets.at(-1);
    if (sheet?.[0].image === cue.image) sheet.push(cue);
    else sheets.push([cue]);
  }
  const grids = sheets.map((tiles, i) => toGrid(tiles, i === sheets.length - 1));
  return grids.every((grid) => grid !== undefined) ? grids : undefined;
}

function toGrid(tiles: readonly [Cue, ...Cue[]], isLast: boolean): SheetGrid | undefined {
  const [{ image, width, height, startMs }] = tiles;
  const columns = Math.floor(image.width / width);
  const rows = Math.floor(image.height / height);
  const isInPlace = (tile: Cue, i: number): boolean =>
    tile.width === width &&
    tile.height === height &&
    tile.x === (i % columns) * width &&
    tile.y === Math.floor(i / columns) * height;
  if (tiles.length > columns * rows || !tiles.every(isInPlace)) return undefined;

  const pace = pacesOf(tiles).find((one) => isInTime(tiles, one));
  if (pace === undefined) return undefined;
  const { stepMs, leadMs } = pace;
  const lengthMs = (tiles.at(-1)?.endMs ?? 0) - startMs - leadMs;
  // What is behind the last tile would show as an empty field, if the sheet showed for longer than its tiles.
  const shownMs = tiles.length === columns * rows ? Infinity : Math.round(tiles.length * stepMs);
  const isCut = lengthMs > shownMs + stepMs * TOLERANCE;
  if (isCut && !isLast) return undefined;
  const grid = { image, columns, rows, tileWidth: width, tileHeight: height, stepMs, leadMs };
  return { ...grid, lengthMs: isCut ? shownMs : lengthMs };
}

type Pace = Pick<SheetGrid, 'stepMs' | 'leadMs'>;

/** All tiles for equally long, or all but the first; what becomes of the last is another question. */
function pacesOf(tiles: readonly [Cue, ...Cue[]]): Pace[] {
  const [first, second, ...others] = tiles;
  const firstMs = first.endMs - first.startMs;
  if (second === undefined) return [{ stepMs: firstMs, leadMs: 0 }];
  const lastMs = (others.at(-1) ?? second).startMs;
  const even = { stepMs: (lastMs - first.startMs) / (tiles.length - 1), leadMs: 0 };
  const stepMs = others.length === 0 ? second.endMs - second.startMs : (lastMs - second.startMs) / others.length;
  const late = { stepMs, leadMs: Math.round(firstMs - stepMs) };
  if (late.leadMs <= 0) return [even];
  // Of two tiles it cannot be known, and the first shows until the second does either way.
  return others.length === 0 ? [late] : [even, late];
}

function isInTime(tiles: readonly [Cue, ...Cue[]], { stepMs, leadMs }: Pace): boolean {
  const beginsMs = tiles[0].startMs + leadMs;
  return tiles.every((tile, i) => i === 0 || Math.abs(tile.startMs - beginsMs - i * stepMs) <= stepMs * TOLERANCE);
}

import { toGrids } from '../../../src/domain/sheet-grid.js';
import { storyboardOf } from '../../../src/domain/storyboard.js';
import type { Tile } from '../../../src/domain/series.js';
import { aManifest, aSprite } from '../../builders.js';

/** Tiles of 160 × 90 in two columns, that begin at these times; the last lasts as long as the one before. */
function tilesAt(...starts: number[]): Tile[] {
  const step = (starts.at(-1) ?? 0) - (starts.at(-2) ?? 0);
  return starts.map((startMs, i) => ({
    ...{ startMs, endMs: startMs + step, width: 160, height: 90 },
    ...{ x: (i % 2) * 160, y: Math.floor(i / 2) * 90 },
  }));
}

/** Sheets of 2 × 2 tiles, as grids: layout, lead, step and length of each. */
function grids(sheets: Tile[][], durationMs?: number) {
  const series = sheets.map((tiles, i) => aSprite(tiles, i + 1));
  const manifest = aManifest({ series, ...(durationMs !== undefined && { durationMs }) });
  return toGrids(storyboardOf([manifest], {})?.cues ?? [])?.map(
    ({ columns, rows, leadMs, stepMs, lengthMs }) => `${columns}x${rows} ${leadMs} + ${stepMs} in ${lengthMs}`,
  );
}

describe('sheets as grids', () => {
  it('have the size of the whole sheet and the time that each tile shows', () => {
    expect(grids([tilesAt(0, 1000, 2000, 3000)])).toEqual(['2x2 0 + 1000 in 4000']);
    expect(grids([tilesAt(0, 1000, 2000, 3000), tilesAt(4000, 5000, 6000, 7000)])).toEqual([
      '2x2 0 + 1000 in 4000',
      '2x2 0 + 1000 in 4000',
    ]);
    expect(grids([tilesAt(0, 1000).map((tile) => ({ ...tile, height: 91 }))])).toEqual(['2x1 0 + 1000 in 2000']);
  });

  it('end with the video, inside a tile or while a full sheet is on show', () => {
    expect(grids([tilesAt(0, 1000, 2000, 3000)], 3400)).toEqual(['2x2 0 + 1000 in 3400']);
    expect(grids([tilesAt(0, 1000, 2000, 3000)], 9000)).toEqual(['2x2 0 + 1000 in 9000']);
  });

  it('end with their last tile where an empty cell would follow', () => {
    expect(grids([tilesAt(0, 1000, 2000)], 9000)).toEqual(['2x2 0 + 1000 in 3000']);
    expect(grids([tilesAt(0, 1000, 2000)], 3100)).toEqual(['2x2 0 + 1000 in 3100']);
    expect(grids([tilesAt(0, 1001, 2003)], 9000)).toEqual(['2x2 0 + 1001.5 in 3005']);
  });

  it('say how much longer the first tile shows, since it starts at zero', () => {
    expect(grids([tilesAt(500, 1500, 2500)])).toEqual(['2x2 500 + 1000 in 3000']);
    expect(grids([tilesAt(500, 1500)], 2000)).toEqual(['2x2 1000 + 500 in 1000']);
    expect(grids([tilesAt(500, 1500, 2501, 3501)])).toEqual(['2x2 500 + 1000.5 in 4001']);
  });

  it.each([
    ['one tile', [[0]], 700, '2x2 0 + 700 in 700'],
    ['two tiles', [[0, 1000]], 2000, '2x2 0 + 1000 in 2000'],
    ['times of 29.97 frames a second', [[0, 1001, 2002, 3004]], 4004, '2x2 0 + 1001.3333333333334 in 4004'],
    ['a tile that is late by a tenth', [[0, 1100, 2000, 3000]], 4000, '2x2 0 + 1000 in 4000'],
  ])('take %s', (_, sheets, durationMs, expected) => {
    expect(grids(sheets.map((starts) => tilesAt(...starts)), durationMs)).toEqual([expected]); // prettier-ignore
  });

  it.each([
    ['a tile shows for longer than the others', [tilesAt(0, 1000, 2500, 3500)]],
    ['a tile is late by more than a tenth', [tilesAt(0, 1000, 2101, 3000)]],
    ['the first tile shows for shorter', [tilesAt(0, 400, 1400, 2400)]],
    ['a sheet that is not full is followed by a hole', [tilesAt(0, 1000, 2000), tilesAt(5000, 6000)]],
    ['there are more tiles than fields', [tilesAt(0, 1000, 2000, 3000, 4000)]],
    ['tiles lie in another order', [tilesAt(0, 1000).map((tile) => ({ ...tile, x: 160 - tile.x }))]],
    ['the first field is empty', [tilesAt(0, 1000, 2000, 3000).slice(1)]],
    ['tiles have several sizes', [tilesAt(0, 1000).map((tile, i) => ({ ...tile, height: 90 - i }))]],
    ['a tile is larger than its sheet', [tilesAt(0).map((tile) => ({ ...tile, width: 321 }))]],
    ['sheets take turns', [tilesAt(0, 4000), tilesAt(2000, 6000)]],
  ])('do not exist where %s', (_, sheets) => {
    expect(grids(sheets)).toBeUndefined();
  });
});

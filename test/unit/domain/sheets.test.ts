import fc from 'fast-check';
import type { FoundSeries } from '../../../src/domain/found-series.js';
import { blobName, imageCount, indexesOf, indexOfName } from '../../../src/domain/series.js';
import { placeTiles, sheetsOf } from '../../../src/domain/sheets.js';
import type { SheetTile } from '../../../src/domain/webvtt.js';
import { aRule } from '../../builders.js';

const tile = (address: string, startMs = 0): SheetTile => ({
  address,
  startMs,
  endMs: startMs + 1000,
  x: 0,
  y: 0,
  width: 160,
  height: 90,
});
const sprite = (first: number, last: number, parts: Partial<FoundSeries> = {}): FoundSeries => ({
  kind: 'Sprite',
  names: { prefix: 'deep/s', suffix: '.jpg', indexDigits: 6, ranges: [[first, last]] },
  vttNames: ['deep/s.vtt'],
  ...parts,
});
const nothingListed = () => false;

/** The sheets of one sprite by one WebVTT. */
function sheets(found: FoundSeries, tiles: readonly SheetTile[], isListed: (name: string) => boolean = nothingListed) {
  const [vttName = ''] = found.vttNames ?? [];
  const { placed, lost } = placeTiles([found], vttName, tiles, {
    has: isListed,
    spriteOf: (name) => (indexOfName(found.names, name) === undefined ? undefined : found),
  });
  const own = [...(placed.get(found) ?? [])].map(([index, onSheet]) => [index, { vttName, tiles: onSheet }] as const);
  return { sheets: sheetsOf(found, new Map(own)), lost };
}
const told = (...given: Parameters<typeof sheets>) =>
  sheets(...given).sheets.map(({ found: { kind, names }, sprite: own }) => [
    kind,
    names.ranges,
    own?.tiles.map(({ startMs }) => startMs),
  ]);

describe('the sheets of a sprite', () => {
  it('have the tiles that lie on them, and keep their rule', () => {
    const rule = aRule({ isSprite: true });
    const given = sheets(sprite(1, 1, { rule }), [tile('s000001.jpg'), tile('other.jpg', 1)]);
    const [sheet, ...more] = given.sheets;
    expect(more).toEqual([]);
    expect(sheet?.found.rule).toBe(rule);
    expect(sheet?.sprite?.tiles).toEqual([{ startMs: 0, endMs: 1000, x: 0, y: 0, width: 160, height: 90 }]);
    expect(given.lost).toEqual([tile('other.jpg', 1)]);
  });

  it('become one series each where one WebVTT describes several', () => {
    const tiles = [tile('s000001.jpg', 0), tile('s000002.jpg', 1000), tile('/x/s000001.jpg', 500)];
    const found = sprite(1, 3, { rule: aRule() });
    expect(told(found, tiles)).toEqual([
      ['Sprite', [[1, 1]], [0, 500]],
      ['Sprite', [[2, 2]], [1000]],
      ['Sprite', [[3, 3]], undefined],
    ]);
    expect(told(found, tiles.slice(0, 2).reverse()).map(([, ranges]) => ranges)).toEqual([
      [[1, 1]],
      [[2, 2]],
      [[3, 3]],
    ]);
    expect(sheets(found, tiles).sheets[0]?.found.rule).toBeUndefined();
  });

  it('have all tiles where the WebVTT names the only sheet differently', () => {
    expect(told(sprite(1, 1), [tile('renamed.jpg'), tile('renamed.jpg', 7)])).toEqual([['Sprite', [[1, 1]], [0, 7]]]);
    const names = { prefix: 'deep/only.jpg', suffix: '', indexDigits: 0, ranges: [] };
    expect(told(sprite(1, 1, { names }), [tile('renamed.jpg')])).toEqual([['Sprite', [], [0]]]);
  });

  it('have all tiles on the sheet with the name of the WebVTT where the WebVTT names no sheet', () => {
    expect(told(sprite(1, 3, { vttNames: ['deep/s000002.vtt'] }), [tile('renamed.jpg', 7)])).toEqual([
      ['Sprite', [[2, 2]], [7]],
      [
        'Sprite',
        [
          [1, 1],
          [3, 3],
        ],
        undefined,
      ],
    ]);
  });

  it.each([
    ['an image that lies beside it', [tile('t.jpg')], (name: string) => name === 'deep/t.jpg'],
    ['several images', [tile('a.jpg'), tile('b.jpg')], nothingListed],
  ])('have no tiles where the WebVTT is of %s', (_, tiles, isListed) => {
    expect(told(sprite(1, 1), tiles, isListed)).toEqual([['Sprite', [[1, 1]], undefined]]);
    expect(sheets(sprite(1, 1), tiles, isListed).lost).toEqual(tiles);
  });

  it('have no tiles where the WebVTT names several sheets differently', () => {
    expect(told(sprite(1, 2), [tile('renamed.jpg')])).toEqual([['Sprite', [[1, 2]], undefined]]);
  });

  it('have no tiles of a sheet in another folder', () => {
    const names = { ...sprite(1, 1).names, prefix: 's' };
    expect(told(sprite(1, 1, { names, vttNames: ['deep/s.vtt'] }), [tile('s000001.jpg'), tile('x.jpg')])).toEqual([
      ['Sprite', [[1, 1]], undefined],
    ]);
  });

  it('become thumbnails, or are left out, where only the WebVTT made them a sprite and it describes others', () => {
    const isListed = () => true;
    expect(told(sprite(1, 2, { otherwise: 'Thumbnail' }), [tile('t.jpg')], isListed)).toEqual([
      ['Thumbnail', [[1, 2]], undefined],
    ]);
    expect(sheets(sprite(1, 2, { otherwise: 'nothing' }), [tile('t.jpg')], isListed).sheets).toEqual([]);
  });

  it('are all images of the series, each once, and every tile is on one sheet or left out', () => {
    const image = fc.nat(6).map((index) => `s00000${index}.jpg`);
    fc.assert(
      fc.property(fc.array(image), fc.integer({ min: 1, max: 5 }), (images, last) => {
        const tiles = images.map((name, i) => tile(name, i));
        const given = sheets(sprite(1, last), tiles);
        const names = given.sheets.flatMap(({ found }) =>
          [...indexesOf(found.names)].map((i) => blobName(found.names, i)),
        );
        expect(names.sort()).toEqual(
          [...indexesOf(sprite(1, last).names)].map((i) => blobName(sprite(1, last).names, i)),
        );
        const starts = given.sheets.flatMap(({ sprite: own }) => (own?.tiles ?? []).map(({ startMs }) => startMs));
        starts.push(...given.lost.map(({ startMs }) => startMs));
        expect(starts.sort((a, b) => a - b)).toEqual(images.map((_, i) => i));
        for (const { found, sprite: own } of given.sheets) {
          if (imageCount(sprite(1, last).names) === 1) continue;
          for (const { startMs } of own?.tiles ?? []) {
            expect(`deep/${images[startMs] ?? ''}`).toBe(blobName(found.names, found.names.ranges[0]?.[0] ?? 0));
          }
        }
      }),
    );
  });
});

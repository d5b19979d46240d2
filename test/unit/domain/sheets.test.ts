import fc from 'fast-check';
import type { FoundSeries } from '../../../src/domain/found-series.js';
import { blobName, imageCount, indexesOf } from '../../../src/domain/series.js';
import { sheetsOf } from '../../../src/domain/sheets.js';
import type { SheetTile } from '../../../src/domain/webvtt.js';
import { aRule } from '../../builders.js';

const tile = (image: string, startMs = 0): SheetTile => ({
  image,
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
  vttName: 'deep/s.vtt',
  ...parts,
});
const nothingListed = () => false;
const told = (sheets: ReturnType<typeof sheetsOf>) =>
  sheets.map(({ found: { kind, names }, tiles }) => [kind, names.ranges, tiles?.map(({ startMs }) => startMs)]);

describe('the sheets of a sprite', () => {
  it('have the tiles that lie on them, and keep the rule where there is one', () => {
    const rule = aRule({ isSprite: true });
    const [sheet, ...more] = sheetsOf(
      sprite(1, 1, { rule }),
      [tile('s000001.jpg'), tile('other.jpg', 1)],
      nothingListed,
    );
    expect(more).toEqual([]);
    expect(sheet?.found.rule).toBe(rule);
    expect(sheet?.tiles).toEqual([{ startMs: 0, endMs: 1000, x: 0, y: 0, width: 160, height: 90 }]);
  });

  it('become a series each where one WebVTT is of several', () => {
    const tiles = [tile('s000001.jpg', 0), tile('s000002.jpg', 1000), tile('s000001.jpg', 500)];
    const sheets = sheetsOf(sprite(1, 3, { rule: aRule() }), tiles, nothingListed);
    expect(told(sheets)).toEqual([
      ['Sprite', [[1, 1]], [0, 500]],
      ['Sprite', [[2, 2]], [1000]],
      ['Sprite', [[3, 3]], undefined],
    ]);
    expect(sheets[0]?.found.rule).toBeUndefined();
  });

  it('have all tiles where the only sheet goes by another name in the WebVTT', () => {
    expect(told(sheetsOf(sprite(1, 1), [tile('renamed.jpg'), tile('renamed.jpg', 7)], nothingListed))).toEqual([
      ['Sprite', [[1, 1]], [0, 7]],
    ]);
  });

  it.each([
    ['an image that lies beside it', [tile('t.jpg')], (name: string) => name === 'deep/t.jpg'],
    ['several images', [tile('a.jpg'), tile('b.jpg')], nothingListed],
  ])('have none where the WebVTT is of %s', (_, tiles, isListed) => {
    expect(told(sheetsOf(sprite(1, 1), tiles, isListed))).toEqual([['Sprite', [[1, 1]], undefined]]);
  });

  it('have none where several sheets go by other names', () => {
    expect(told(sheetsOf(sprite(1, 2), [tile('renamed.jpg')], nothingListed))).toEqual([
      ['Sprite', [[1, 2]], undefined],
    ]);
  });

  it('are thumbnails, or nothing, where only the WebVTT made a sprite of them and it is of others', () => {
    const isListed = () => true;
    expect(told(sheetsOf(sprite(1, 2, { otherwise: 'Thumbnail' }), [tile('t.jpg')], isListed))).toEqual([
      ['Thumbnail', [[1, 2]], undefined],
    ]);
    expect(sheetsOf(sprite(1, 2, { otherwise: 'nothing' }), [tile('t.jpg')], isListed)).toEqual([]);
  });

  it('are all images of the series, each once, and no tile is on two of them', () => {
    const image = fc.nat(6).map((index) => `s00000${index}.jpg`);
    fc.assert(
      fc.property(fc.array(image), fc.integer({ min: 1, max: 5 }), (images, last) => {
        const tiles = images.map((name, i) => tile(name, i));
        const sheets = sheetsOf(sprite(1, last), tiles, nothingListed);
        const names = sheets.flatMap(({ found }) => [...indexesOf(found.names)].map((i) => blobName(found.names, i)));
        expect(names.sort()).toEqual(
          [...indexesOf(sprite(1, last).names)].map((i) => blobName(sprite(1, last).names, i)),
        );
        const given = sheets.flatMap((sheet) => (sheet.tiles ?? []).map(({ startMs }) => startMs));
        expect(new Set(given).size).toBe(given.length);
        for (const { found, tiles: own = [] } of sheets) {
          if (imageCount(sprite(1, last).names) === 1) continue;
          for (const { startMs } of own) {
            expect(`deep/${images[startMs] ?? ''}`).toBe(blobName(found.names, found.names.ranges[0]?.[0] ?? 0));
          }
        }
      }),
    );
  });
});

import fc from 'fast-check';
import type { FoundSeries } from '../../../src/domain/found-series.js';
import { blobName, imageCount, indexesOf, type SpriteSheet } from '../../../src/domain/series.js';
import { placeCues, sheetsOf, timedBy, type CueTime } from '../../../src/domain/sheets.js';
import type { ImageCue } from '../../../src/domain/webvtt.js';
import { aRule } from '../../builders.js';
import { finish } from '../../steps.js';

const tile = (address: string, startMs = 0): ImageCue => ({
  ...{ address, startMs, endMs: startMs + 1000 },
  area: { x: 0, y: 0, width: 160, height: 90 },
});
const sprite = (first: number, last: number, parts: Partial<FoundSeries> = {}): FoundSeries => ({
  kind: 'Sprite',
  names: { prefix: 'deep/s', suffix: '.jpg', indexDigits: 6, ranges: [[first, last]] },
  vttNames: ['deep/s.vtt'],
  ...parts,
});
const nothingListed = () => false;
const NO_IMAGES = { names: new Set<string>(), byStem: new Map(), onlyImage: new Map() };

/** The sheets of one sprite of a preset by one WebVTT. */
function sheets(found: FoundSeries, cues: readonly ImageCue[], isListed: (name: string) => boolean = nothingListed) {
  const [vttName = ''] = found.vttNames ?? [];
  const group = { vttNames: [vttName], sprites: [found] };
  const { tiles, lost } = finish(placeCues(vttName, cues, group, NO_IMAGES, isListed));
  const tiled = new Map([...tiles].map(([name, own]): [string, SpriteSheet] => [name, { vttName, tiles: own }]));
  return { sheets: sheetsOf(found, tiled), lost };
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

describe('the cues of a WebVTT that names whole images', () => {
  const series = (last: number): FoundSeries => ({ ...sprite(1, last), kind: 'Thumbnail' });
  const timed = (...times: (number | undefined)[]) => {
    const vttName = 'deep/t.vtt';
    const shots = times.flatMap((ms, i) =>
      ms === undefined ? [] : [[`deep/s00000${i + 1}.jpg`, { ms, vttName }] as const],
    );
    return finish(timedBy(series(times.length), new Map<string, CueTime>(shots)));
  };

  it('give a series its times where they keep an even pace', () => {
    const timing = (...times: (number | undefined)[]) => timed(...times).found.timing;
    expect(timing(500, 10_500, 20_500)).toEqual({ startMs: 500, stepMs: 10_000, source: 'webvtt' });
    expect(timing(0, 10_000, 19_990)).toEqual({ startMs: 0, stepMs: 9995, source: 'webvtt' });
    expect(timing(undefined, 10_000, undefined, 30_000)).toEqual({ startMs: 0, stepMs: 10_000, source: 'webvtt' });
    expect(timing(7000)).toEqual({ startMs: 7000, stepMs: 0, source: 'webvtt' });
  });

  it('give each image its own time where they keep none and all images have one', () => {
    const timesByIndex = { 1: 0, 2: 1000, 3: 10_000 };
    expect(timed(0, 1000, 10_000)).toEqual({
      found: { ...series(3), timing: { startMs: 0, stepMs: 5000, timesByIndex, source: 'webvtt' } },
    });
  });

  it('give times to names in which more than the number changes', () => {
    const namesByIndex = { 1: '1-a', 2: '2-b' };
    const found = { ...series(2), names: { ...series(2).names, namesByIndex } };
    const cue = (ms: number) => ({ ms, vttName: 'deep/t.vtt' });
    const times = new Map([1, 2].map((index) => [blobName(found.names, index), cue(index * 4000)]));
    expect(finish(timedBy(found, times)).found.timing).toMatchObject({ startMs: 4000, stepMs: 4000 });
  });

  it.each([
    ['at one moment', [5000, 5000], 'they do not follow their numbers'],
    ['in the other direction', [9000, 0], 'they do not follow their numbers'],
    ['of fewer than half of the images', [0, 1000, undefined, undefined, undefined], '3 have no cue'],
    ['of one of two images', [1000, undefined], '1 have no cue'],
    ['of no even pace, and not of all images', [0, 20_000, undefined, undefined, 23_000], '2 have no cue'],
  ])('give none %s, and say why', (_, times, why) => {
    const reason = `its cues give no times to the ${times.length} images deep/s*.jpg: ${why}`;
    expect(timed(...times)).toEqual({ found: series(times.length), problem: { vttName: 'deep/t.vtt', reason } });
  });

  it('say nothing of images that no cue names', () => {
    expect(timed(undefined, undefined)).toEqual({ found: series(2) });
  });
});

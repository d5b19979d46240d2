import { MAX_IMAGES, storyboardOf } from '../../../src/domain/storyboard.js';
import type { Manifest } from '../../../src/domain/manifest.js';
import type { Tile } from '../../../src/domain/series.js';
import { aManifest, aLocation, aPoster, aSeries, aSprite, minutesAfter } from '../../builders.js';

function shownBy(manifests: Partial<Manifest>[], query: Parameters<typeof storyboardOf>[1] = {}) {
  const storyboard = storyboardOf(manifests.map(aManifest), query);
  return storyboard?.cues.map(({ startMs, endMs, image }) => [startMs, endMs, image.blobName]);
}

/** The heights of what shows and the containers it lies in, each once: one of each, or a storyboard mixes. */
function chosen(manifests: Partial<Manifest>[], query: Parameters<typeof storyboardOf>[1] = {}) {
  const cues = storyboardOf(manifests.map(aManifest), query)?.cues ?? [];
  return [...new Set(cues.map(({ image, height }) => `${image.location.container} ${image.kind} ${height}`))];
}

const A = aLocation({ container: 'asset-a' });
const B = aLocation({ container: 'asset-b' });
const three = aSeries({ ranges: [[1, 3]] });
const tile = (startMs: number, endMs: number, parts: Partial<Tile> = {}): Tile => ({
  ...{ startMs, endMs, x: 0, y: 0, width: 160, height: 90 },
  ...parts,
});

describe('a storyboard of images', () => {
  it('shows each from its time to that of the next, and the last to the end of the video', () => {
    expect(shownBy([{ series: [three], durationMs: 12_345 }])).toEqual([
      [0, 5000, 'Thumbnail000001.jpg'],
      [5000, 10_000, 'Thumbnail000002.jpg'],
      [10_000, 12_345, 'Thumbnail000003.jpg'],
    ]);
  });

  it('shows the last for one step where the end is unknown', () => {
    expect(shownBy([{ series: [three] }])?.at(-1)).toEqual([10_000, 15_000, 'Thumbnail000003.jpg']);
  });

  it.each([9000, 10_000])('shows the last for one step where the video would end before it, at %d ms', (durationMs) => {
    expect(shownBy([{ series: [three], durationMs }])?.at(-1)).toEqual([10_000, 15_000, 'Thumbnail000003.jpg']);
  });

  it('shows the first from zero, whenever it was taken', () => {
    const series = [aSeries({ ranges: [[1, 2]], timing: { startMs: 4000, stepMs: 1000 } })];
    expect(shownBy([{ series, durationMs: 9000 }])).toEqual([
      [0, 5000, 'Thumbnail000001.jpg'],
      [5000, 9000, 'Thumbnail000002.jpg'],
    ]);
  });

  it('leaves no gap where numbers are missing', () => {
    const series = [aSeries({ ranges: [[1, 1], [4, 5]] })]; // prettier-ignore
    expect(shownBy([{ series }])).toEqual([
      [0, 15_000, 'Thumbnail000001.jpg'],
      [15_000, 20_000, 'Thumbnail000004.jpg'],
      [20_000, 25_000, 'Thumbnail000005.jpg'],
    ]);
  });

  it('rounds fractional times to whole milliseconds without drift', () => {
    const series = [aSeries({ ranges: [[1, 3]], timing: { startMs: 0, stepMs: 1000 / 3 } })];
    expect(shownBy([{ series, durationMs: 1000.4 }])?.map((cue) => cue.slice(0, 2))).toEqual([
      [0, 333],
      [333, 667],
      [667, 1000],
    ]);
  });

  it('shows only the first of images that begin in the same millisecond', () => {
    const series = [aSeries({ ranges: [[1, 4]], timing: { startMs: 0, stepMs: 0.4 } })];
    expect(shownBy([{ series }])).toEqual([
      [0, 1, 'Thumbnail000001.jpg'],
      [1, 2, 'Thumbnail000003.jpg'],
    ]);
  });

  it('shows a single image for the whole video, or for one step where the duration is unknown', () => {
    const series = [aSeries({ ranges: [[1, 1]], timing: { startMs: 3000, stepMs: 0 } })];
    expect(shownBy([{ series, durationMs: 8000 }])).toEqual([[0, 8000, 'Thumbnail000001.jpg']]);
    expect(shownBy([{ series }])).toEqual([[0, 4000, 'Thumbnail000001.jpg']]);
  });

  it('shows the last image as long as the one before where the duration is unknown, whatever their numbers', () => {
    const ranges = [10, 20, 30].map((index) => [index, index] as const);
    const series = [aSeries({ ranges, timing: { startMs: 1000, stepMs: 1000 } })];
    expect(shownBy([{ series }])?.at(-1)).toEqual([30_000, 40_000, 'Thumbnail000030.jpg']);
  });

  it('shows each image whole, in its own size', () => {
    const [cue] = storyboardOf([aManifest()], {})?.cues ?? [];
    expect(cue).toMatchObject({ x: 0, y: 0, width: 640, height: 360 });
  });

  it('shows every second or third image of a series above the limit', () => {
    const of = (count: number) => shownBy([{ series: [aSeries({ ranges: [[1, count]] })] }]) ?? [];
    expect(of(MAX_IMAGES)).toHaveLength(MAX_IMAGES);
    expect(of(MAX_IMAGES + 1)).toHaveLength(MAX_IMAGES / 2 + 1);
    expect(of(MAX_IMAGES * 2 + 1).slice(1, 3)).toEqual([
      [15_000, 30_000, 'Thumbnail000004.jpg'],
      [30_000, 45_000, 'Thumbnail000007.jpg'],
    ]);
    expect(of(MAX_IMAGES * 2).at(-1)).toEqual([49_990_000, 50_000_000, 'Thumbnail009999.jpg']);
  });

  it('uses one layer, also where the numbers continue across layers', () => {
    const small = aSeries({ ranges: [[1, 2]], height: 90, width: 160 });
    const large = aSeries({ ranges: [[3, 4]], height: 360, timing: { startMs: -10_000, stepMs: 5000 } });
    expect(shownBy([{ series: [large, small] }], { height: 300 })).toEqual([
      [0, 5000, 'Thumbnail000003.jpg'],
      [5000, 10_000, 'Thumbnail000004.jpg'],
    ]);
  });
});

describe('a storyboard of tiles', () => {
  it('shows each tile at its position, from its time to that of the next', () => {
    const tiles = [tile(0, 2000), tile(2000, 4000, { x: 160 }), tile(4000, 5500, { y: 90 })];
    expect(storyboardOf([aManifest({ series: [aSprite(tiles)] })], {})?.cues).toMatchObject([
      { startMs: 0, endMs: 2000, x: 0, y: 0, width: 160, height: 90 },
      { startMs: 2000, endMs: 4000, x: 160, y: 0 },
      { startMs: 4000, endMs: 5500, x: 0, y: 90 },
    ]);
  });

  it('closes gaps and lets no tile overlap another, in any order', () => {
    const tiles = [tile(6000, 9000), tile(1000, 4000), tile(3000, 8000), tile(3000, 3500, { x: 160 })];
    expect(shownBy([{ series: [aSprite(tiles)], durationMs: 20_000 }])?.map((cue) => cue.slice(0, 2))).toEqual([
      [0, 3000],
      [3000, 6000],
      [6000, 20_000],
    ]);
  });

  it('limits a last tile that claims to show for ever', () => {
    const tiles = [tile(0, 2000), tile(2000, 359_999_999)];
    expect(
      shownBy([{ series: [aSprite(tiles)] }])
        ?.at(-1)
        ?.slice(0, 2),
    ).toEqual([2000, 4000]);
  });

  it.each([
    [[tile(0, 0)], [0, 1000]],
    [[tile(0, 1500)], [0, 1500]],
    [
      [tile(0, 10), tile(500, 400)],
      [500, 1000],
    ],
  ])('gives a last tile without a length the length of the one before, or a second', (tiles, last) => {
    expect(
      shownBy([{ series: [aSprite(tiles)] }])
        ?.at(-1)
        ?.slice(0, 2),
    ).toEqual(last);
  });

  it('covers all sheets with the same numbers, each image once', () => {
    const first = aSprite([tile(0, 1000), tile(1000, 2000)], 1);
    const second = aSprite([tile(2000, 3000), tile(3000, 4000)], 2);
    const storyboard = storyboardOf([aManifest({ series: [second, first] })], {});
    expect(storyboard?.cues.map(({ image }) => image.index)).toEqual([1, 1, 2, 2]);
    expect(storyboard?.images.map(({ index }) => index)).toEqual([1, 2]);
  });

  it('covers sheets of which the last has fewer rows', () => {
    const first = aSprite([tile(0, 1000)], 1);
    const second = { ...aSprite([tile(1000, 2000)], 2), height: 90 };
    expect(shownBy([{ series: [first, second] }])).toHaveLength(2);
  });

  it('separates sheets whose tiles have another size', () => {
    const small = aSprite([tile(0, 1000)], 1);
    const large = aSprite([tile(0, 1000, { width: 320, height: 180 })], 2);
    expect(chosen([{ series: [small, large], location: A }], { height: 90 })).toEqual(['asset-a Sprite 90']);
    expect(chosen([{ series: [small, large], location: A }], { height: 91 })).toEqual(['asset-a Sprite 180']);
  });
});

describe('the storyboard of a video with several', () => {
  const sprite = aSprite([tile(0, 1000), tile(1000, 2000)]);
  const layer = (height: number) => aSeries({ prefix: `T-${height}-`, height });

  it('uses the sprite', () => {
    expect(chosen([{ location: A, series: [layer(180), sprite, aPoster()] }])).toEqual(['asset-a Sprite 90']);
  });

  it('uses another series where the kind asks for it', () => {
    expect(chosen([{ location: A, series: [layer(180), sprite] }], { kinds: ['Thumbnail'] })).toEqual([
      'asset-a Thumbnail 180',
    ]);
    expect(chosen([{ location: A, series: [layer(180), sprite] }], { kinds: ['Thumbnail', 'Sprite'] })).toEqual([
      'asset-a Sprite 90',
    ]);
  });

  it.each([
    [80, 'Sprite 90'],
    [90, 'Sprite 90'],
    [91, 'Thumbnail 180'],
    [181, 'Thumbnail 360'],
    [5000, 'Thumbnail 720'],
  ])(
    'uses the smallest that is at least %d high, else the highest, measured by tiles for a sprite',
    (height, expected) => {
      const series = [layer(720), layer(360), layer(180), sprite];
      expect(chosen([{ location: A, series }], { height })).toEqual([`asset-a ${expected}`]);
    },
  );

  it('uses a height that players show when none is asked for', () => {
    expect(chosen([{ location: A, series: [layer(720), layer(360), layer(90)] }])).toEqual(['asset-a Thumbnail 360']);
    expect(chosen([{ location: A, series: [layer(45), layer(90)] }])).toEqual(['asset-a Thumbnail 90']);
  });

  it('uses the sprite of two that are equally high', () => {
    expect(chosen([{ location: A, series: [layer(90), sprite] }], { height: 90 })).toEqual(['asset-a Sprite 90']);
  });

  it.each([
    [1, 0, 'asset-a'],
    [0, 1, 'asset-b'],
  ])('uses the newest asset alone, with its duration (%d, %d)', (a, b, container) => {
    const one = { location: A, recordedAt: minutesAfter(a), series: [layer(90), sprite], durationMs: 7000 };
    const other = { location: B, recordedAt: minutesAfter(b), series: [layer(90), sprite], durationMs: 9000 };
    const cues = storyboardOf([aManifest(one), aManifest(other)], {})?.cues ?? [];
    expect(new Set(cues.map(({ image }) => image.location.container))).toEqual(new Set([container]));
    expect(cues.at(-1)?.endMs).toBe(container === 'asset-a' ? 7000 : 9000);
  });

  it('does not exist without times: for posters, untimed images and sheets without known tiles', () => {
    const untimed = aSeries();
    delete untimed.timing;
    const sheet = { ...sprite, timing: { startMs: 0, stepMs: 1000 } };
    delete sheet.sprite;
    const still = aSeries({ timing: { startMs: 0, stepMs: 0 } });
    expect(shownBy([{ series: [aPoster(), untimed, sheet, still] }])).toBeUndefined();
    expect(shownBy([{ series: [three] }], { kinds: ['Sprite', 'Poster'] })).toBeUndefined();
  });

  it('leaves out images that have a folder location of their own', () => {
    const inFolder = aSeries({ prefix: 'a/T', ranges: [[1, 1]] });
    const whole = { location: aLocation(), series: [inFolder, three] };
    const folder = {
      location: aLocation({ prefix: 'a/' }),
      series: [aSeries({ prefix: 'T', height: 10, ranges: [[1, 1]] })],
    };
    expect(shownBy([whole, folder])).toHaveLength(3);
    expect(shownBy([whole, folder], { height: 5 })).toEqual([[0, 5000, 'a/T000001.jpg']]);
  });
});

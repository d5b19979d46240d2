import fc from 'fast-check';
import { readSeries } from '../../../src/application/read-series.js';
import type { ImageHeader } from '../../../src/application/ports.js';
import type { ImageRule } from '../../../src/domain/image-rule.js';
import { WebVttError, type SheetTile } from '../../../src/domain/webvtt.js';
import { aPlace, aRule } from '../../builders.js';
import { aLog, fakeImages, JPEG } from '../../fakes.js';

const tile = (image: string, startMs = 0): SheetTile => ({
  image,
  startMs,
  endMs: startMs + 1000,
  x: 0,
  y: 0,
  width: 160,
  height: 90,
});
const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i + 1).padStart(6, '0')}.jpg`);

/** What is read of these blobs; null is for what is no image. */
async function read(
  blobs: Record<string, ImageHeader | null>,
  { tiles = [], rules }: { tiles?: SheetTile[] | Error; rules?: ImageRule[] } = {},
) {
  const images = fakeImages({ [aPlace().container]: blobs });
  images.tiles = tiles;
  const { log, lines } = aLog();
  const listed = Object.keys(blobs).map((name) => ({ name, size: 1000 }));
  const { series } = await readSeries(images, aPlace(), listed, rules, log);
  const headers = images.calls.filter((call) => call === 'readHeader').length;
  return { series, headers, lines: lines.map(({ event, fields }) => [event, fields['blob'], fields['reason']]) };
}
const blobsOf = (names: readonly string[], header: ImageHeader | null = JPEG) =>
  Object.fromEntries(names.map((name) => [name, header]));

describe('names that tell when their images were taken', () => {
  it('give a series its times, for one look at an image', async () => {
    const names = [1, 2, 3].map((n) => `a_64x36_00.00.${String(n)}0_${String(n)}_2014-02-18_10-11-1${String(n)}.jpg`);
    const { series, headers } = await read(blobsOf(names));
    expect(series).toMatchObject([{ ranges: [[1, 3]], timing: { startMs: 10_000, stepMs: 10_000 } }]);
    expect(headers).toBe(1);
  });
});

describe('the image that stands for a series', () => {
  it('is the first', async () => {
    const { series, headers } = await read({ ...blobsOf(numbered('x_', 500)), 'x_000001.jpg': { ...JPEG, height: 7 } });
    expect([series[0]?.height, headers]).toEqual([7, 1]);
  });

  it('is one in the middle where the first is broken, and the log says which is', async () => {
    const blobs = { ...blobsOf(numbered('x_', 5)), 'x_000001.jpg': null, 'x_000003.jpg': { ...JPEG, height: 7 } };
    const { series, headers, lines } = await read(blobs);
    expect([series[0]?.height, headers]).toEqual([7, 2]);
    expect(lines).toEqual([['image-unreadable', 'x_000001.jpg', 'it is no image']]);
  });

  it('is the last where those are broken', async () => {
    const blobs = { ...blobsOf(numbered('x_', 5), null), 'x_000005.jpg': { ...JPEG, height: 7 } };
    const { series, lines } = await read(blobs);
    expect(series[0]?.height).toBe(7);
    expect(lines).toHaveLength(2);
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [5000, 3],
  ])(
    'is none of %i broken ones, of which %i are looked at; the series is left out with a reason',
    async (count, tries) => {
      const { series, headers, lines } = await read(blobsOf(numbered('x_', count), null));
      expect([series, headers]).toEqual([[], tries]);
      expect(lines).toEqual([['series-unreadable', 'x_000001.jpg', 'it is no image']]);
    },
  );

  it('costs three looks a series at most, and leaves out no series of which one of those is good', async () => {
    const header = fc.constantFrom(JPEG, null);
    const places = fc.array(fc.array(header, { minLength: 2, maxLength: 9 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(places, async (given) => {
        const blobs = given.flatMap((headers, s) => headers.map((one, i) => [`s${s}_00000${i + 1}.jpg`, one] as const));
        const { series, headers, lines } = await read(Object.fromEntries(blobs), { rules: [] });
        const looked = (of: readonly (ImageHeader | null)[]) => [of[0], of[Math.floor(of.length / 2)], of.at(-1)];
        expect(series).toHaveLength(given.filter((of) => looked(of).includes(JPEG)).length);
        expect(headers).toBeLessThanOrEqual(3 * given.length);
        expect(lines.filter(([event]) => event === 'series-unreadable')).toHaveLength(given.length - series.length);
      }),
    );
  });
});

describe('the tiles of a sprite', () => {
  const sprite = aRule({ filenamePattern: 's{Index}.jpg', isSprite: true });

  it('are those of one WebVTT over several sheets, of which the last may be lower', async () => {
    const tiles = numbered('s', 4).map((name, i) => tile(name, i * 1000));
    const blobs = { ...blobsOf(numbered('s', 4)), 's000004.jpg': { ...JPEG, height: 90 }, 's.vtt': null };
    const { series, headers } = await read(blobs, { tiles, rules: [sprite] });
    expect(
      series.map(({ height, ranges, timing, sprite: own }) => [height, ranges, timing, own?.tiles[0]?.startMs]),
    ).toEqual([
      [360, [[1, 1]], undefined, 0],
      [360, [[2, 2]], undefined, 1000],
      [360, [[3, 3]], undefined, 2000],
      [90, [[4, 4]], undefined, 3000],
    ]);
    expect(headers).toBe(2);
  });

  it('leave a sheet a sprite whose WebVTT is broken, and the log says so', async () => {
    const blobs = { ...blobsOf(['s000001.jpg']), 's.vtt': null };
    const { series, lines } = await read(blobs, { tiles: new WebVttError('no'), rules: [sprite] });
    expect(series).toMatchObject([{ kind: 'Sprite', timing: { startMs: 0 } }]);
    expect(series[0]).not.toHaveProperty('sprite');
    expect(lines).toEqual([['webvtt-unreadable', 's.vtt', 'no']]);
  });

  it.each([
    ['a poster', ['movie.jpg'], 'Poster'],
    ['thumbnails', numbered('movie', 2), 'Thumbnail'],
  ])('are none in captions that bear the name of %s, and nobody is told', async (_, names, kind) => {
    const blobs = { ...blobsOf(names), 'movie.vtt': null };
    const { series, lines } = await read(blobs, { tiles: new WebVttError('words', true) });
    expect([series.map((one) => one.kind), lines]).toEqual([[kind], []]);
  });

  it('are missed, and the log says so, in a WebVTT that is no captions either', async () => {
    const { series, lines } = await read(
      { ...blobsOf(['movie.jpg']), 'movie.vtt': null },
      { tiles: new WebVttError('no') },
    );
    expect([series.map((one) => one.kind), lines]).toEqual([['Poster'], [['webvtt-unreadable', 'movie.vtt', 'no']]]);
  });

  it('are looked for in no sheet of another layer', async () => {
    const rules = ['a', 'b'].map((label) => aRule({ filenamePattern: '{Label}{Index}.jpg', label, isSprite: true }));
    const blobs = { ...blobsOf(['a000001.jpg', 'b000001.jpg']), 'tiles.vtt': null };
    const { series } = await read(blobs, { tiles: [tile('a000001.jpg')], rules });
    expect(series.map((one) => [one.prefix, one.sprite?.tiles.length])).toEqual([
      ['a', 1],
      ['b', undefined],
    ]);
  });

  it('begin at the start of the preset in every layer, also where sheets are numbered through', async () => {
    const rules = ['a', 'b'].map((label) => aRule({ filenamePattern: '{Label}{Index}.jpg', label, isSprite: true }));
    const { series } = await read(blobsOf(['a000001.jpg', 'b000002.jpg']), { rules });
    expect(series.map(({ timing }) => timing?.startMs)).toEqual([0, 0]);

    const unlabelled = aRule({ filenamePattern: 's{Index}.jpg', isSprite: true });
    const blobs = { 's000001.jpg': JPEG, 's000002.jpg': { ...JPEG, height: 90 } };
    const both = await read(blobs, { rules: [unlabelled, unlabelled] });
    expect(both.series.map(({ height, timing }) => [height, timing?.startMs])).toEqual([
      [360, 0],
      [90, 0],
    ]);
  });
});

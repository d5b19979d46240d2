import fc from 'fast-check';
import type { ImageHeader } from '../../../src/application/recording/ports.js';
import { WebVttError } from '../../../src/domain/webvtt.js';
import { aRule } from '../../builders.js';
import { JPEG } from '../../fakes.js';
import { blobsOf, numbered, read, tile } from './read-blobs.js';

describe('names with times in them', () => {
  it('give a series its times, with one image read', async () => {
    const names = [1, 2, 3].map((n) => `a_64x36_00.00.${String(n)}0_${String(n)}_2014-02-18_10-11-1${String(n)}.jpg`);
    const { series, headers } = await read(blobsOf(names));
    expect(series).toMatchObject([{ ranges: [[1, 3]], timing: { startMs: 10_000, stepMs: 10_000 } }]);
    expect(headers).toBe(1);
  });
});

describe('the image read for the size of a series', () => {
  it('is the first', async () => {
    const { series, headers } = await read({ ...blobsOf(numbered('x_', 500)), 'x_000001.jpg': { ...JPEG, height: 7 } });
    expect([series[0]?.height, headers]).toEqual([7, 1]);
  });

  it('is one in the middle where the first is broken, which the log names', async () => {
    const blobs = { ...blobsOf(numbered('x_', 5)), 'x_000001.jpg': null, 'x_000003.jpg': { ...JPEG, height: 7 } };
    const { series, headers, lines } = await read(blobs);
    expect([series[0]?.height, headers]).toEqual([7, 2]);
    expect(lines).toEqual([['image-unreadable', 'x_000001.jpg', 'it is no image']]);
  });

  it('is the last where those before are broken', async () => {
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
    'is missing where %i are broken, of which %i are read, and the series is left out with a reason',
    async (count, tries) => {
      const { series, headers, lines } = await read(blobsOf(numbered('x_', count), null));
      expect([series, headers]).toEqual([[], tries]);
      expect(lines).toEqual([['series-unreadable', 'x_000001.jpg', 'it is no image']]);
    },
  );

  it('is found with three reads a series at most, wherever one of those images is intact', async () => {
    const header = fc.constantFrom(JPEG, null);
    const locations = fc.array(fc.array(header, { minLength: 2, maxLength: 9 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(locations, async (given) => {
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

describe('images that storage does not serve, by the listing', () => {
  const ARCHIVED = 'it is in the archive tier';
  const archived = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, ARCHIVED]));

  it('leave out their series alone, without a call for them, where they are all of it', async () => {
    const [old, young] = [numbered('old_', 3), numbered('new_', 3)];
    const { series, headers, lines } = await read(blobsOf([...old, ...young]), { refusals: archived(old) });
    expect(series).toMatchObject([{ prefix: 'new_', ranges: [[1, 3]] }]);
    expect([headers, lines]).toEqual([1, [['series-unreadable', 'old_000001.jpg', ARCHIVED]]]);
  });

  it('are not listed where others of their series are served, of which one is looked at', async () => {
    const names = numbered('x_', 6);
    const refusals = archived([0, 1, 4].map((i) => names[i] ?? ''));
    const { series, headers, lines } = await read(blobsOf(names), { refusals });
    expect(series).toMatchObject([
      {
        ranges: [
          [3, 4],
          [6, 6],
        ],
      },
    ]);
    const reason = `${ARCHIVED}; left out: 3 of the 6 images of its series`;
    expect([headers, lines]).toEqual([1, [['image-unreadable', 'x_000001.jpg', reason]]]);
  });

  it('still tell what the others are: the last one that is served is no poster', async () => {
    const names = numbered('x_', 3);
    const { series } = await read(blobsOf(names), { refusals: archived(names.slice(1)) });
    expect(series).toMatchObject([{ kind: 'Thumbnail', ranges: [[1, 1]] }]);
  });

  it('are not listed either where their names tell times', async () => {
    const names = [1, 2, 3].map((n) => `a_64x36_00.00.${String(n)}0_${String(n)}_2014-02-18_10-11-1${String(n)}.jpg`);
    const { series } = await read(blobsOf(names), { refusals: archived(names.slice(0, 1)) });
    expect(series).toMatchObject([{ ranges: [[2, 3]], timing: { startMs: 10_000, stepMs: 10_000 } }]);
    expect(Object.keys(series[0]?.namesByIndex ?? {})).toEqual(['2', '3']);
  });

  it('leave the times of those behind them as they were, also in a series that begins at 0', async () => {
    const names = ['x-000000.jpg', 'x-000001.jpg', 'x-000002.jpg'];
    const rules = [aRule({ filenamePattern: 'x-{Index}{Extension}' })];
    const { series: whole } = await read(blobsOf(names), { rules });
    const { series } = await read(blobsOf(names), { rules, refusals: archived(names.slice(0, 1)) });
    expect(whole[0]?.timing).toBeDefined();
    expect(series).toMatchObject([{ ranges: [[1, 2]], timing: whole[0]?.timing }]);
  });

  it('leave a numbered sheet a sheet, where they are its WebVTT', async () => {
    const tilesIn = { 's_000001.vtt': new WebVttError(ARCHIVED) };
    const { series, lines } = await read(blobsOf(['s_000001.jpg', 's_000001.vtt']), { tilesIn });
    expect(series).toMatchObject([{ kind: 'Sprite' }]);
    expect(lines).toEqual([['webvtt-unreadable', 's_000001.vtt', ARCHIVED]]);
  });

  it('leave out the sheets of a sprite that they are, and a lone image', async () => {
    const sheets = ['s_000001.jpg', 's_000002.jpg'];
    const tilesIn = { 's.vtt': sheets.map((name, i) => tile(name, i * 1000)) };
    const blobs = blobsOf([...sheets, 's.vtt', 'Poster.jpg']);
    const { series } = await read(blobs, { tilesIn, refusals: archived(['s_000001.jpg', 'Poster.jpg']) });
    expect(series).toMatchObject([{ kind: 'Sprite', ranges: [[2, 2]], sprite: { tiles: [{ startMs: 1000 }] } }]);
  });
});

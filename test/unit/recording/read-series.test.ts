import fc from 'fast-check';
import type { ImageHeader } from '../../../src/application/recording/ports.js';
import { JPEG } from '../../fakes.js';
import { blobsOf, numbered, read } from './read-blobs.js';

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

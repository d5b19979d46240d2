import fc from 'fast-check';
import { selectThumbnails, type ThumbnailFilter } from '../../../src/domain/select-thumbnails.js';
import { aManifest, aLocation, aPoster, aSeries, minutesAfter } from '../../builders.js';
import { anyManifests, untimed } from './any-manifests.js';
import { plainly } from './plain-model.js';
import { propertyRuns } from '../../setup/property-runs.js';

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const height = fc.constantFrom(1, 45, 90, 91, 180, 200, 360, 361);
const time = fc.integer({ min: 0, max: 30_000 });
const anyFilter: fc.Arbitrary<ThumbnailFilter> = fc.record({
  kinds: maybe(fc.subarray(['Poster', 'Thumbnail', 'Sprite'] as const, { minLength: 1 })),
  minHeight: maybe(height),
  maxHeight: maybe(height),
  height: maybe(height),
  fromMs: maybe(time),
  toMs: maybe(time),
  atMs: maybe(time),
});
/** Each filter alone too: all at once leave little. */
const fewFilters = fc
  .tuple(anyFilter, fc.subarray(['kinds', 'minHeight', 'maxHeight', 'height', 'fromMs', 'toMs', 'atMs'] as const))
  .map(([filter, names]) => Object.fromEntries(names.map((name) => [name, filter[name]])) as ThumbnailFilter);

const namesOf = (manifests: Parameters<typeof selectThumbnails>[0], filter: ThumbnailFilter) =>
  selectThumbnails(manifests, filter)
    .page(0, Infinity)
    .map(({ blobName }) => blobName.replace(/\.jpg$/, ''));

describe('the filters of a list', () => {
  it('choose the same images as a check of every image', () => {
    fc.assert(
      fc.property(anyManifests, fewFilters, (manifests, filter) => {
        const expected = plainly(manifests, filter);
        const { count, page } = selectThumbnails(manifests, filter);
        expect(page(0, Infinity)).toEqual(expected);
        expect(count).toBe(expected.length);
      }),
      { numRuns: propertyRuns(4) },
    );
  });

  it('give pages that are slices of the chosen images', () => {
    const bound = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(anyManifests, fewFilters, bound, bound, (manifests, filter, skip, limit) => {
        expect(selectThumbnails(manifests, filter).page(skip, limit)).toEqual(
          plainly(manifests, filter).slice(skip, skip + limit),
        );
      }),
    );
  });

  it('read no image that they do not choose', () => {
    const endless = aManifest({ series: [aSeries({ ranges: [[1, 1e12]], timing: { startMs: 0, stepMs: 1000 } })] });
    const indexes = (filter: ThumbnailFilter) =>
      selectThumbnails([endless], filter)
        .page(0, 3)
        .map(({ index }) => index);
    expect(indexes({ atMs: 5e14 })).toEqual([5e11 + 1]);
    expect(indexes({ fromMs: 5e14 })).toEqual([5e11 + 1, 5e11 + 2, 5e11 + 3]);
    expect(selectThumbnails([endless], { fromMs: 1000, toMs: 5e14 }).count).toBe(5e11 - 1);
  });
});

describe('the height filter', () => {
  const of = (prefix: string, size: number, width = 640) => aSeries({ prefix, height: size, width, ranges: [[1, 1]] });
  const sizes = [aManifest({ series: [of('a', 180), of('b', 360), of('c', 720)] })];

  it.each([
    [1, 'a'],
    [180, 'a'],
    [181, 'b'],
    [360, 'b'],
    [720, 'c'],
    [721, 'c'],
    [100_000, 'c'],
  ])('of %i takes the smallest size that is large enough, else the largest', (height, name) => {
    expect(namesOf(sizes, { height })).toEqual([`${name}000001`]);
  });

  it('chooses a size for each kind', () => {
    const poster = aPoster({ prefix: 'p.jpg', height: 90 });
    expect(namesOf([aManifest({ series: [poster, of('a', 180), of('b', 720)] })], { height: 200 })).toEqual([
      'p',
      'b000001',
    ]);
  });

  it('takes the newer of two encodes, then the wider one', () => {
    const old = aManifest({ recordedAt: minutesAfter(-1), series: [of('old', 360, 999)] });
    const newer = aManifest({
      location: aLocation({ container: 'asset-2' }),
      series: [of('slim', 360), of('wide', 360, 641)],
    });
    expect(namesOf([old, newer], { height: 360 })).toEqual(['wide000001']);
  });

  const tiles = [{ startMs: 0, endMs: 5000, x: 0, y: 0, width: 160, height: 90 }];
  const sheet = (index: number, high: number) =>
    aSeries({
      kind: 'Sprite',
      prefix: 's',
      height: high,
      ranges: [[index, index]],
      sprite: { vttName: 's.vtt', tiles },
    });

  it('uses the tile height of sprites, and takes all sheets, also a lower last one', () => {
    const manifests = [
      aManifest({ series: [sheet(1, 900), sheet(2, 180), { ...of('t', 900), kind: 'Sprite' as const }] }),
    ];
    expect(namesOf(manifests, { height: 90 })).toEqual(['s000001', 's000002']);
    expect(namesOf(manifests, { minHeight: 91 })).toEqual(['t000001']);
    expect(namesOf(manifests, { maxHeight: 90 })).toEqual(['s000001', 's000002']);
  });
});

describe('the times filter', () => {
  const clip = [aManifest({ series: [aSeries({ ranges: [[1, 2], [5, 6]] }), aPoster()] })]; // prettier-ignore

  it.each([
    [{ fromMs: 0 }, [1, 2, 5, 6]],
    [{ fromMs: 5000 }, [2, 5, 6]],
    [{ fromMs: 5001, toMs: 25_000 }, [5]],
    [{ toMs: 25_001 }, [1, 2, 5, 6]],
    [{ fromMs: 6000, toMs: 19_000 }, []],
    [{ atMs: 0 }, [1]],
    [{ atMs: 12_500 }, [2]],
    [{ atMs: 12_501 }, [5]],
    [{ atMs: 1e9 }, [6]],
  ])('%j choose the images %j, and never the poster', (filter, indexes) => {
    const names = indexes.map((index) => `Thumbnail00000${index}`);
    expect(namesOf(clip, filter)).toEqual(names);
  });

  it('never chooses an image without a time', () => {
    const manifests = [aManifest({ series: [untimed(aSeries())] })];
    expect(namesOf(manifests, { fromMs: 0 })).toEqual([]);
    expect(namesOf(manifests, { atMs: 0 })).toEqual([]);
  });

  it('choose one image of each kind and size', () => {
    const small = aSeries({ prefix: 's', width: 320, height: 180 });
    const sprite = aSeries({ kind: 'Sprite', prefix: 'x', ranges: [[1, 1]] });
    expect(namesOf([aManifest({ series: [aSeries(), small, sprite] })], { atMs: 9000 })).toEqual([
      'Thumbnail000003',
      's000003',
      'x000001',
    ]);
  });

  it('chooses the sheet that shows the moment, not the one that begins nearest to it', () => {
    const sheet = (index: number, startMs: number, endMs: number) => {
      const tiles = [{ startMs, endMs, x: 0, y: 0, width: 160, height: 90 }];
      const one = aSeries({ kind: 'Sprite', ranges: [[index, index]] });
      return { ...untimed(one), sprite: { vttName: 's.vtt', tiles } };
    };
    const sheets = [aManifest({ series: [sheet(1, 0, 60_000), sheet(2, 60_000, 120_000)] })];
    expect(namesOf(sheets, { atMs: 59_999 })).toEqual(['Thumbnail000001']);
    expect(namesOf(sheets, { atMs: 60_000 })).toEqual(['Thumbnail000002']);
    expect(namesOf(sheets, { atMs: 500_000 })).toEqual(['Thumbnail000002']);
  });
});

import fc from 'fast-check';
import type { Manifest } from '../../../src/domain/manifest.js';
import { indexesOf, toRanges, type Series } from '../../../src/domain/series.js';
import { countThumbnails, findThumbnail, listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest, aLocation, aPoster, aSeries } from '../../builders.js';

const all = (manifests: readonly Manifest[]) => listThumbnailsOf(manifests, 0, Infinity);

const ranges = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 15 }).map(toRanges);
const anySeries = fc.oneof(
  fc
    .record({
      prefix: fc.constantFrom('a', 'b', 'c/d'),
      ranges,
      kind: fc.constantFrom('Poster', 'Thumbnail', 'Sprite'),
    })
    .map((parts) => aSeries(parts as Partial<Series>)),
  fc.constantFrom('Poster.jpg', 'x.png').map((prefix) => aPoster({ prefix })),
);
const anyManifests = fc
  .array(
    fc.uniqueArray(anySeries, { maxLength: 4, selector: ({ prefix, ranges: own }) => JSON.stringify([prefix, own]) }),
  )
  .map((lists) => lists.map((series, i) => aManifest({ location: aLocation({ container: `asset-${i}` }), series })));

describe('pages of thumbnails', () => {
  it('equal slices of the whole list', () => {
    const page = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(anyManifests, page, page, (manifests, skip, limit) => {
        expect(listThumbnailsOf(manifests, skip, limit)).toEqual(all(manifests).slice(skip, skip + limit));
        expect(all(manifests)).toHaveLength(countThumbnails(manifests));
      }),
    );
  });

  it('cost what they return, not what they skip', () => {
    const endless = aManifest({ series: [aSeries({ ranges: [[1, 1e12]] })] });
    expect(listThumbnailsOf([endless], 5e11, 2).map(({ index }) => index)).toEqual([5e11 + 1, 5e11 + 2]);
    expect([...indexesOf(aSeries({ ranges: [[1, 3]] }), 4)]).toEqual([]);
  });
});

describe('a single thumbnail', () => {
  it('is found by its id', () => {
    const distinct = anyManifests.filter((manifests) => {
      const ids = all(manifests).map(({ id }) => id);
      return new Set(ids).size === ids.length;
    });
    fc.assert(
      fc.property(distinct, (manifests) => {
        for (const thumbnail of all(manifests)) expect(findThumbnail(manifests, thumbnail.id)).toEqual(thumbnail);
      }),
    );
  });

  it('is found among sheets with the same numbers that have a WebVTT each', () => {
    const sheets = [1, 2].map((index) => aSeries({ kind: 'Sprite', ranges: [[index, index]] }));
    const manifests = [aManifest({ series: sheets })];
    const ids = all(manifests).map(({ id }) => id);
    expect(ids.map((id) => findThumbnail(manifests, id)?.index)).toEqual([1, 2]);
  });

  it('is found without a pass over the others', () => {
    const endless = aManifest({ series: [aSeries({ ranges: [[1, 1e15]] })] });
    const id = listThumbnailsOf([endless], 1e14, 1)[0]?.id ?? '';
    expect(findThumbnail([endless], id)?.index).toBe(1e14 + 1);
  });

  it.each(['', 'x', '-1', '-01', '-1.5', '-11', '-1-1', '-9007199254740993'])(
    'is not found by an id that ends in %j instead',
    (ending) => {
      const id = all([aManifest()])[0]?.id.replace(/-1$/, '') ?? '';
      expect(findThumbnail([aManifest()], `${id}-1`)).toBeDefined();
      if (ending !== '-1') expect(findThumbnail([aManifest()], id + ending)).toBeUndefined();
    },
  );

  it('is never found by arbitrary text, which does not throw either', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(findThumbnail([aManifest()], id)).toBeUndefined();
      }),
    );
  });
});

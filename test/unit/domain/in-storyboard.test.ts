import fc from 'fast-check';
import { hasStoryboard, isInStoryboard, storyboardOf } from '../../../src/domain/storyboard.js';
import { KINDS } from '../../../src/domain/manifest.js';
import { listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest, aPoster, aSeries, aSprite } from '../../builders.js';
import { anyManifests } from './any-manifests.js';

const queries = fc.record(
  { kinds: fc.constantFrom(...KINDS).map((kind) => [kind]), height: fc.integer({ min: 1, max: 1000 }) },
  { requiredKeys: [] },
);
const seriesOf = (id: string): string => id.split('-').slice(0, 2).join('-');

describe('the images of a storyboard', () => {
  it('are those that it shows, and the rest of the same series', () => {
    fc.assert(
      fc.property(anyManifests, queries, (manifests, query) => {
        const storyboard = storyboardOf(manifests, query);
        expect(hasStoryboard(manifests, query)).toBe(storyboard !== undefined);
        const shown = (storyboard?.images ?? []).map(({ id }) => id);
        const all = listThumbnailsOf(manifests, 0, 10_000);
        const within = all.filter((image) => isInStoryboard(manifests, query, image)).map(({ id }) => id);
        expect(within).toEqual(expect.arrayContaining(shown));
        expect([...new Set(within.map(seriesOf))]).toEqual([...new Set(shown.map(seriesOf))]);
      }),
    );
  });

  it('come from one series of several', () => {
    const manifests = [
      aManifest({
        series: [aPoster(), aSeries(), aSprite([{ startMs: 0, endMs: 5000, x: 0, y: 0, width: 160, height: 90 }])],
      }),
    ];
    const kindsWithin = (query: object): string[] =>
      listThumbnailsOf(manifests, 0, 100)
        .filter((image) => isInStoryboard(manifests, query, image))
        .map(({ kind }) => kind);
    expect(new Set(kindsWithin({}))).toEqual(new Set(['Sprite']));
    expect(kindsWithin({ kinds: ['Thumbnail'] })).toEqual(Array.from({ length: 10 }, () => 'Thumbnail'));
    expect(kindsWithin({ kinds: ['Poster'] })).toEqual([]);
  });
});

import type { Manifest } from '../../../src/domain/manifest.js';
import type { Series } from '../../../src/domain/series.js';
import { listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest, aLocation, aPoster, aSeries } from '../../builders.js';

const all = (manifests: readonly Manifest[]) => listThumbnailsOf(manifests, 0, Infinity);
const only = (series: Series) => all([aManifest({ series: [series] })]);

describe('thumbnails of a video', () => {
  it('are listed by kind, then by height and width from the largest, then by index', () => {
    const small = aSeries({ prefix: 's', width: 320, height: 180, ranges: [[1, 2]] });
    const large = aSeries({ prefix: 'l', ranges: [[9, 10]] });
    const wide = aSeries({ prefix: 'w', width: 700, ranges: [[1, 1]] });
    const sprite = aSeries({ prefix: 'x', kind: 'Sprite', height: 2000, ranges: [[1, 1]] });
    const names = all([aManifest({ series: [sprite, small, large, aPoster(), wide] })]).map((one) => one.blobName);
    expect(names).toEqual([
      'Poster.jpg',
      'w000001.jpg',
      'l000009.jpg',
      'l000010.jpg',
      's000001.jpg',
      's000002.jpg',
      'x000001.jpg',
    ]);
  });

  it('are listed in one order, whatever the order of manifests and series', () => {
    const series = ['a', 'b', 'c'].map((prefix) => aSeries({ prefix, ranges: [[1, 2]] }));
    const one = aManifest({ series });
    const two = aManifest({ location: aLocation({ container: 'asset-2' }), series });
    expect(all([two, { ...one, series: [...series].reverse() }])).toEqual(all([one, two]));
  });

  it('have opaque ids that fit into URLs, files and selectors', () => {
    const ids = all([aManifest({ series: [aSeries(), aPoster()] })]).map(({ id }) => id);
    expect(ids[0]).toMatch(/^[0-9a-f]{10}-[0-9a-f]{16}$/);
    expect(ids[1]).toMatch(/^[0-9a-f]{10}-[0-9a-f]{8}-1$/);
    expect(new Set(ids).size).toBe(11);
  });

  it('keep the ids that were published', () => {
    // Pinned: callers store them. A change here breaks links that are out there.
    const ids = all([aManifest({ series: [aSeries({ ranges: [[7, 7]] }), aPoster()] })]).map(({ id }) => id);
    expect(ids).toEqual(['2201c67241-c4bd907ba1cb8896', '2201c67241-e12dbf05-7']);
  });

  it('keep their ids when images, series and other locations are added or removed', () => {
    const before = only(aSeries({ ranges: [[5, 5]] }))[0]?.id;
    const after = all([
      aManifest({ location: aLocation({ container: 'asset-0' }) }),
      aManifest({ recordedAt: new Date(0), series: [aPoster(), aSeries({ width: 1, height: 1, ranges: [[1, 99]] })] }),
    ]);
    expect(after.map(({ id }) => id)).toContain(before);
  });

  it('are below the prefix of their location', () => {
    const location = aLocation({ prefix: 'a/b/' });
    expect(all([aManifest({ location, series: [aPoster()] })])[0]?.blobName).toBe('a/b/Poster.jpg');
  });

  it('have the index of their name, and index 0 for a poster', () => {
    expect(only(aSeries({ ranges: [[12, 12]] }))[0]?.index).toBe(12);
    expect(only(aSeries({ kind: 'Poster', ranges: [[12, 12]] }))[0]?.index).toBe(0);
    expect(only(aPoster())[0]?.index).toBe(0);
  });

  it('have the time of their index, in whole milliseconds', () => {
    const timing = { startMs: 1000, stepMs: 333.4 };
    expect(only(aSeries({ timing, ranges: [[1, 3]] })).map(({ timeMs }) => timeMs)).toEqual([1000, 1333, 1667]);
  });

  it('treat index 0, as other encoders write it, as the first', () => {
    expect(only(aSeries({ ranges: [[0, 1]] })).map(({ timeMs }) => timeMs)).toEqual([0, 0]);
  });

  it('have time 0 where the time is unknown', () => {
    expect(only(aPoster())[0]?.timeMs).toBe(0);
  });

  it('have the time of the first tile when they are sheets of a sprite', () => {
    const tiles = [{ startMs: 2500, endMs: 5000, x: 0, y: 0, width: 1, height: 1 }];
    const untimed = { ...aPoster(), kind: 'Sprite' as const, sprite: { vttName: 'x.vtt', tiles } };
    expect(only(untimed)[0]?.timeMs).toBe(2500);
    expect(only(aSeries({ kind: 'Sprite', ranges: [[3, 3]], timing: { startMs: 7, stepMs: 5 } }))[0]?.timeMs).toBe(7);
  });
});

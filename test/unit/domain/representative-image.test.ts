import fc from 'fast-check';
import type { Series } from '../../../src/domain/series.js';
import { representativeImage, type RepresentativeQuery } from '../../../src/domain/representative-image.js';
import { aManifest, aLocation, aPoster, aSeries, minutesAfter } from '../../builders.js';
import { anyManifests, untimed } from './any-manifests.js';
import { plainly } from './plain-model.js';

const nameOf = (series: readonly Series[], query: RepresentativeQuery = {}) => {
  const image = representativeImage([aManifest({ series, durationMs: 200_000 })], query);
  return typeof image === 'object' ? image.blobName : image;
};
const poster = (prefix: string, height: number) => aPoster({ prefix, height });
const hundred = (prefix: string, height: number) => aSeries({ prefix, height, ranges: [[1, 100]] });

describe('the representative image of a video', () => {
  it('is its poster: the largest of several, or the one that fits best', () => {
    const series = [poster('s.jpg', 90), poster('l.jpg', 720), poster('m.jpg', 360), hundred('t', 360)];
    expect(nameOf(series)).toBe('l.jpg');
    expect(nameOf(series, { height: 91 })).toBe('m.jpg');
    expect(nameOf(series, { height: 1 })).toBe('s.jpg');
    expect(nameOf(series, { height: 5000 })).toBe('l.jpg');
  });

  it('is the newer of two that fit equally well', () => {
    const old = aManifest({ recordedAt: minutesAfter(-1), series: [poster('old.jpg', 360)] });
    const newer = aManifest({ location: aLocation({ container: 'asset-2' }), series: [poster('new.jpg', 360)] });
    for (const manifests of [
      [old, newer],
      [newer, old],
    ]) {
      // prettier-ignore
      expect(representativeImage(manifests, {})).toMatchObject({ blobName: 'new.jpg' });
    }
  });

  it('is the thumbnail nearest to a tenth of the duration when there is no poster', () => {
    expect(nameOf([hundred('t', 360), hundred('s', 180)])).toBe('t000005.jpg');
    expect(nameOf([hundred('t', 360), hundred('s', 180)], { height: 90 })).toBe('s000005.jpg');
  });

  it('is a tenth of the way to the last image where the duration is unknown', () => {
    const manifest = aManifest({
      series: [
        aSeries({
          ranges: [
            [1, 5],
            [7, 101],
          ],
          timing: { startMs: 0, stepMs: 1000 },
        }),
      ],
    });
    expect(representativeImage([manifest], {})).toMatchObject({ timeMs: 10_000 });
  });

  it('is the image a tenth of the way through the list where times are unknown', () => {
    expect(nameOf([untimed(hundred('t', 360))])).toBe('t000011.jpg');
    expect(nameOf([untimed(aSeries({ ranges: [[1, 3]] }))])).toBe('Thumbnail000001.jpg');
    expect(nameOf([untimed(aPoster({ kind: 'Thumbnail', prefix: 'lone.jpg' }))])).toBe('lone.jpg');
  });

  it('is never a sheet of a sprite', () => {
    expect(nameOf([aSeries({ kind: 'Sprite' })])).toBeUndefined();
    expect(nameOf([aSeries({ kind: 'Sprite' })], { atMs: 5000 })).toBeUndefined();
    expect(nameOf([])).toBeUndefined();
  });
});

describe('the representative image of a moment', () => {
  it('is the nearest thumbnail, in the size that fits best, and never a poster', () => {
    const series = [poster('p.jpg', 360), hundred('t', 360), hundred('s', 180)];
    expect(nameOf(series, { atMs: 12_500 })).toBe('t000003.jpg');
    expect(nameOf(series, { atMs: 12_501, height: 100 })).toBe('s000004.jpg');
    expect(nameOf(series, { atMs: 1e9 })).toBe('t000100.jpg');
  });

  it('has another size where the times of the best size are unknown', () => {
    expect(nameOf([untimed(hundred('t', 360)), hundred('s', 180)], { atMs: 0, height: 360 })).toBe('s000001.jpg');
  });

  it('is missing where no thumbnail has a time', () => {
    expect(nameOf([untimed(hundred('t', 360))], { atMs: 0 })).toBe('no-timeline');
    expect(nameOf([poster('p.jpg', 360)], { atMs: 0 })).toBe('no-timeline');
  });

  it('is the same as a check of every timed thumbnail finds', () => {
    const height = fc.constantFrom(1, 180, 200, 360, 400);
    fc.assert(
      fc.property(anyManifests, height, fc.integer({ min: 0, max: 30_000 }), (manifests, wanted, atMs) => {
        const timed = manifests.map((one) => ({ ...one, series: one.series.filter(({ timing }) => timing) }));
        const expected = plainly(timed, { kinds: ['Thumbnail'], height: wanted, atMs })[0];
        const image = representativeImage(manifests, { height: wanted, atMs });
        expect(typeof image === 'object' ? image.id : undefined).toBe(expected?.id);
      }),
    );
  });
});

import fc from 'fast-check';
import type { Manifest } from '../../../src/domain/manifest.js';
import { toRanges, type Series } from '../../../src/domain/series.js';
import { aManifest, aLocation, aPoster, aSeries, minutesAfter } from '../../builders.js';

const ranges = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 }).map(toRanges);
const size = fc.constantFrom({ width: 320, height: 180 }, { width: 640, height: 360 }, { width: 480, height: 360 });
const start = fc.integer({ min: 0, max: 9000 });
const timing = fc.record({ startMs: start, stepMs: fc.constantFrom(0, 0.3, 333.4, 1000, 5000) });
/** Times of single images, which rise with the numbers. */
const irregular = fc.constantFrom(7, 40).map((stretch) => ({
  ...{ startMs: 0, stepMs: 500 },
  timesByIndex: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [String(i), i * i * stretch])),
}));
const maybeTimed = fc.option(timing, { nil: undefined }).map((known) => known && { timing: known });

const thumbnails = fc
  .tuple(
    size,
    ranges,
    fc.oneof(
      maybeTimed,
      irregular.map((own) => ({ timing: own })),
    ),
  )
  .map(([of, runs, timed]) => [{ ...untimed(aSeries({ ...of, ranges: runs })), ...timed }]);
const posters = fc.tuple(size, maybeTimed).map(([of, timed]) => [{ ...aPoster(of), ...timed }]);
const single = fc
  .tuple(size, maybeTimed)
  .map(([of, timed]) => [{ ...aPoster(of), kind: 'Thumbnail' as const, ...timed }]);

/** Sheets that are numbered alike, each with some tiles or none; the last one may be less high. */
const sprites = fc
  .tuple(size, maybeTimed, fc.array(fc.array(start, { maxLength: 4 }), { minLength: 1, maxLength: 3 }))
  .map(([of, timed, sheets]) =>
    sheets.map((starts, i): Series => {
      const tiles = starts
        .sort((a, b) => a - b)
        .map((startMs) => ({ startMs, endMs: startMs + 700, x: 0, y: 0, width: of.width / 4, height: of.height / 4 }));
      const sheet = { kind: 'Sprite' as const, ...of, height: of.height - i, ranges: [[i + 1, i + 1] as const] };
      return { ...untimed(aSeries(sheet)), ...timed, sprite: { vttName: 'x.vtt', tiles } };
    }),
  );
const sheetsWithoutTiles = fc
  .tuple(size, ranges, maybeTimed)
  .map(([of, runs, timed]) => [{ ...untimed(aSeries({ kind: 'Sprite', ...of, ranges: runs })), ...timed }]);

/** The same images, of which nobody knows when they were taken. */
export function untimed(series: Series): Series {
  const { timing, ...others } = series;
  return timing === undefined ? series : others;
}

/** Some manifests of one video: several locations, sizes and kinds, gaps, sheets with and without tiles, with and without times. */
export const anyManifests: fc.Arbitrary<Manifest[]> = fc
  .array(
    fc.record({
      age: fc.integer({ min: 0, max: 1 }),
      groups: fc.array(fc.oneof(thumbnails, thumbnails, posters, single, sprites, sheetsWithoutTiles), {
        maxLength: 4,
      }),
    }),
    { maxLength: 3 },
  )
  .map((list) =>
    list.map(({ age, groups }, i) =>
      aManifest({
        location: aLocation({ container: `asset-${i}` }),
        recordedAt: minutesAfter(-age),
        series: groups.flatMap((group, j) => group.map((one) => ({ ...one, prefix: `${j}-${one.prefix}` }))),
      }),
    ),
  );

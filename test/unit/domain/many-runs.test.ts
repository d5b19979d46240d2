import { nearestIn, rangesBetween } from '../../../src/domain/image-time.js';
import { hasIndex, indexOfName } from '../../../src/domain/series.js';
import { aSeries } from '../../builders.js';

/** Counts how many runs are looked at. */
function watched(count: number) {
  let seen = 0;
  const ranges = Array.from({ length: count }, (_, i) => [10 * i + 1, 10 * i + 2] as const);
  const series = aSeries({
    timing: { startMs: 0, stepMs: 1000 },
    ranges: new Proxy(ranges, {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) seen += 1;
        return Reflect.get(target, key) as unknown;
      },
    }),
  });
  return { series, seen: () => seen };
}

describe('a series of 100,000 runs', () => {
  it('is searched by halving', () => {
    const { series, seen } = watched(100_000);
    expect([hasIndex(series, 1), hasIndex(series, 500_002), hasIndex(series, 500_003)]).toEqual([true, true, false]);
    expect(indexOfName(series, `${series.prefix}999992${series.suffix}`)).toBe(999_992);
    expect(nearestIn(series, 500_003_000)).toEqual({ index: 500_002, timeMs: 500_001_000, distanceMs: 2000 });
    expect(nearestIn(series, 500_007_000)).toEqual({ index: 500_011, timeMs: 500_010_000, distanceMs: 3000 });
    expect(nearestIn(series, Infinity)).toMatchObject({ index: 999_992 });
    expect(nearestIn(series, -1)).toMatchObject({ index: 1 });
    expect(rangesBetween(series, 500_001_000, 500_011_000)).toEqual([
      [500_002, 500_002],
      [500_011, 500_011],
    ]);
    expect(seen()).toBeLessThan(500);
  });
});

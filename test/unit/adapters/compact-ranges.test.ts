import fc from 'fast-check';
import { compactRanges, expandRanges } from '../../../src/adapters/table/content-json.js';
import { fromEntryEntity, toProjectedEntity } from '../../../src/adapters/table/video-entities.js';
import { entryOf } from '../../../src/domain/entry.js';
import { toRanges } from '../../../src/domain/series.js';
import { aSeries } from '../../builders.js';
import { aRecord } from '../../contract/records.js';
import { propertyRuns } from '../../setup/property-runs.js';

const every = (stride: number, first: number, count: number) =>
  Array.from({ length: count }, (_, i) => first + i * stride);

describe('ranges of indexes in a row', () => {
  it.each([
    [[[1, 10]], [[1, 10]]],
    [[], []],
    [
      [
        [1, 1],
        [3, 3],
      ],
      [
        [1, 1],
        [3, 3],
      ],
    ],
    [
      [
        [1, 1],
        [3, 3],
        [5, 5],
      ],
      [[1, 5, 2]],
    ],
    [
      [
        [1, 4],
        [6, 6],
        [8, 8],
        [10, 10],
        [20, 30],
      ],
      [
        [1, 4],
        [6, 10, 2],
        [20, 30],
      ],
    ],
    [
      [
        [1, 1],
        [3, 3],
        [5, 5],
        [8, 8],
        [11, 11],
        [14, 14],
      ],
      [
        [1, 5, 2],
        [8, 14, 3],
      ],
    ],
  ] as const)('of %j are %j', (ranges, compact) => {
    expect(compactRanges(ranges)).toEqual(compact);
    expect(expandRanges(compact)).toEqual(ranges);
  });

  it('are what they were, whatever they are, and never longer', () => {
    const indexes = fc.oneof(
      fc.uniqueArray(fc.nat(200)),
      fc
        .tuple(fc.integer({ min: 2, max: 5 }), fc.nat(9), fc.nat(50))
        .map(([stride, first, count]) => every(stride, first, count)),
      fc.tuple(fc.uniqueArray(fc.nat(60)), fc.constant(every(3, 100, 20))).map(([some, more]) => [...some, ...more]),
    );
    fc.assert(
      fc.property(indexes, (given) => {
        const ranges = toRanges(given);
        expect(expandRanges(compactRanges(ranges))).toEqual(ranges);
        expect(compactRanges(ranges).length).toBeLessThanOrEqual(ranges.length);
      }),
      { numRuns: propertyRuns(4) },
    );
  });

  it.each([[[[1, 10, 4]]], [[[1, 1e15, 1]]], [[[5, 1, 2]]], [[[1, 5, 0]]]] as const)('are refused as %j', (compact) => {
    expect(() => expandRanges(compact)).toThrow('no range');
  });

  it('let 100,000 images fit a row, in one series or in layers numbered image by image', () => {
    const [odd, even] = [1, 2].map((first) => aSeries({ prefix: 'T', ranges: toRanges(every(2, first, 50_000)) }));
    if (odd === undefined || even === undefined) throw new Error('no series');
    for (const series of [[aSeries({ ranges: [[1, 100_000]] })], [odd, even]]) {
      const entry = entryOf(aRecord({ content: { series } }));
      const entity = toProjectedEntity({ kind: 'entry', entry });
      expect(entity['images']).toBe(100_000);
      expect(JSON.stringify(entity).length).toBeLessThan(2000);
      expect(fromEntryEntity({ ...entity, etag: 'e' })).toEqual({ ...entry, version: 'e' });
    }
  });

  it('are refused with a clear error where a row cannot hold them', () => {
    const gaps = every(3, 1, 200_000).flatMap((index) => (index % 2 === 0 ? [index] : [index, index + 1]));
    const entry = entryOf(aRecord({ content: { series: [aSeries({ ranges: toRanges(gaps) })] } }));
    expect(() => toProjectedEntity({ kind: 'entry', entry })).toThrow(
      expect.objectContaining({ code: 'too-large' }) as Error,
    );
  });
});

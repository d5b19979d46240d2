import fc from 'fast-check';
import { filenameMatcher } from '../../../src/domain/filename-pattern.js';
import { blobName, imageCount, indexesOf, seriesKey } from '../../../src/domain/series.js';
import { aRule } from '../../builders.js';
import { blobs, findSeries } from './listings.js';
import { propertyRuns } from '../../setup/property-runs.js';

const macro = fc.constantFrom(
  '{Basename}',
  '{Index}',
  '{Extension}',
  '{Label}',
  '{Resolution}',
  '{constructor}',
  '{A}',
);
const patterns = fc
  .array(fc.oneof(macro, fc.string({ maxLength: 3 })), { maxLength: 8 })
  .map((parts) => parts.join(''));
const piece = fc.constantFrom(
  'a',
  '_',
  '-',
  '/',
  '1',
  '000001',
  '000002',
  '1000000',
  '1x1',
  '.jpg',
  '.vtt',
  '.png',
  'é',
);
const names = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

describe('hostile patterns and names', () => {
  // These end at once or, with a pattern that backtracks without a bound, not within the life of the test.
  it.each([
    ['a macro a hundred times', '{Basename}'.repeat(100)],
    ['a macro and a letter in turn', '{Basename}a'.repeat(80)],
    ['an index a hundred times', '{Index}'.repeat(100)],
    ['numbers without anything between', '{Basename}{Index}{Resolution}{Basename}'],
    ['everything twice', '{Basename}{Resolution}{Index}{Resolution}x{Basename}{Index}'],
    ['regular expressions', `${'('.repeat(300)}{Basename}${'+)*'.repeat(200)}`],
  ])('match %s in linear time', (_, filenamePattern) => {
    const { match } = filenameMatcher(aRule({ filenamePattern, label: '(a+)+$' }));
    for (const hostile of ['a'.repeat(1024), '1'.repeat(1023) + '!', '1x'.repeat(511) + '!', '000001_'.repeat(146)]) {
      for (let i = 0; i < 20; i++) match(hostile);
    }
  });

  it('match numbers of a bounded length', () => {
    const { match } = filenameMatcher(aRule({ filenamePattern: 'T{Resolution}-{Index}{Extension}' }));
    expect(match('T12345x12345-1234567890123456.jpg')).toMatchObject({ digits: '1234567890123456' });
    expect(match('T1x1-12345678901234567.jpg')).toBeUndefined();
    expect(match('T123456x1-000001.jpg')).toBeUndefined();
    expect(match('T1x123456-000001.jpg')).toBeUndefined();
  });

  it('are guessed in linear time', () => {
    const endless = Array.from({ length: 10_000 }, (_, i) => `${i}x${'1'.repeat(1000)}!.jpg`);
    expect(findSeries(blobs(...endless), [])).toEqual([]);
  });

  it('yield only names that were listed, and no image twice', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { maxLength: 12 }), fc.option(fc.array(patterns)), (listed, given) => {
        const rules = given?.map((filenamePattern, i) => aRule({ filenamePattern, isSprite: i % 2 === 1 }));
        const series = findSeries(blobs(...listed), rules);
        const all = series.flatMap((one) => [...indexesOf(one.names)].map((index) => blobName(one.names, index)));
        expect(listed).toEqual(expect.arrayContaining(all));
        expect(new Set(all).size).toBe(all.length);
        expect(series.reduce((sum, one) => sum + imageCount(one.names), 0)).toBe(all.length);
      }),
      { numRuns: propertyRuns(4) },
    );
  });

  it('yield the same series in any order of the listing', () => {
    const listing = fc.uniqueArray(names, { maxLength: 10 });
    const shuffled = listing.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    const sorted = (list: string[]) =>
      findSeries(blobs(...list), undefined)
        .map((one) => JSON.stringify([seriesKey(one.names), one]))
        .sort();
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(sorted(other)).toEqual(sorted(one));
      }),
    );
  });
});

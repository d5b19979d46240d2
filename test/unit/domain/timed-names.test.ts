import { timeMsOf } from '../../../src/domain/image-time.js';
import { contentVersionOf } from '../../../src/domain/content.js';
import { blobName, indexesOf, seriesKey, type Series } from '../../../src/domain/series.js';
import { storyboardOf } from '../../../src/domain/storyboard.js';
import { aManifest, aSeries } from '../../builders.js';
import { blobs, findSeries, found } from './listings.js';

/** As Azure Media Encoder may have written its macros: nobody has written down how it did. */
const DEFAULT = ['00.00.30_1', '00.01.00_2', '00.01.30_3'].map((part) => `a_b_640x360_${part}_2014-02-18_10-11-12.jpg`);

function listed(names: readonly string[]): Series[] {
  return findSeries(blobs(...names), undefined).map(
    ({ kind, names: own, timing }) => ({ ...aSeries(), ...own, kind, timing }) as Series,
  );
}

const numbersOf = (names: readonly string[]) => listed(names).map((one) => [...indexesOf(one)]);
const timesOf = (names: readonly string[]) =>
  listed(names).map((one) => [...indexesOf(one)].map((index) => timeMsOf(one, index)));

describe('names with times in them', () => {
  it('are one series with the numbers and times of the names', () => {
    expect(found([...DEFAULT].reverse())).toEqual([['Thumbnail', ...DEFAULT]]);
    expect(numbersOf(DEFAULT)).toEqual([[1, 2, 3]]);
    expect(timesOf(DEFAULT)).toEqual([[30_000, 60_000, 90_000]]);
  });

  it('give approximate times, which are enough for a storyboard', () => {
    const [series = aSeries()] = listed(DEFAULT);
    const { cues = [] } = storyboardOf([aManifest({ series: [series] })], {}) ?? {};
    expect(cues.map(({ image }) => image.blobName)).toEqual(DEFAULT);
    expect(cues[1]?.image.timeKnowledge).toBe('nominal');
  });

  it('are one series for each size and folder', () => {
    const small = DEFAULT.map((name) => name.replace('640x360', '320x180'));
    const below = DEFAULT.map((name) => `low_res/${name}`);
    expect(found([...small, ...DEFAULT, ...below])).toEqual([
      ['Thumbnail', ...small],
      ['Thumbnail', ...DEFAULT],
      ['Thumbnail', ...below],
    ]);
    const [first = '', second = ''] = [DEFAULT[0], small[0]];
    expect(found([first, second])).toEqual([
      ['Thumbnail', first],
      ['Thumbnail', second],
    ]);
  });

  it.each([
    ['c_300_0.00.05_1_20140218_101112.jpg', 'c_300_0.00.10_2_20140218_101115.jpg', [5000, 10_000]],
    ['c_300_00-00-05.500_1_2-18-2014_10.11 AM.jpg', 'c_300_00-00-10.500_2_2-18-2014_10.11 AM.jpg', [5500, 10_500]],
    ['c_300_00.00.05.2500000_0_180214_10-11-12.jpg', 'c_300_00.00.10.2500000_1_180214_10-11-12.jpg', [5250, 10_250]],
    ['c_*,80_00.00.05_1.jpg', 'c_*,80_00.00.10_2.jpg', [5000, 10_000]],
    ['c_300_10%_1_2014-02-18_10-11-12.jpg', 'c_300_20%_2_2014-02-18_10-11-12.jpg', [undefined, undefined]],
    ['c_300_00.00.05.12_1_2014-02-18_101112.jpg', 'c_300_00.00.06.12_2_2014-02-18_101112.jpg', [undefined, undefined]],
  ])('read %s, %s as taken at %j', (one, other, times) => {
    expect(found([one, other])).toEqual([['Thumbnail', one, other]]);
    expect(timesOf([one, other])).toEqual([times]);
  });

  it('give each image its own time where they keep no even pace', () => {
    const uneven = DEFAULT.map((name) => name.replace('00.01.00', '00.01.05'));
    expect(timesOf(uneven)).toEqual([[30_000, 65_000, 90_000]]);
    const rounded = DEFAULT.map((name) => name.replace('00.01.00', '00.01.01'));
    expect(timesOf(rounded)).toEqual([[30_000, 60_000, 90_000]]);
  });

  it.each([
    ['a number twice, as of two jobs', [...DEFAULT, 'a_b_640x360_00.00.31_1_2014-02-19_10-11-12.jpg']],
    ['one time for all', DEFAULT.map((name) => name.replace(/00\.0\d\.\d0/, '00.00.10'))],
    ['one time of no clock for all', DEFAULT.map((name) => name.replace(/00\.0\d\.\d0/, '10%'))],
    ['no date and nothing to compare', ['a_00.00.05_1.jpg', 'b_00.00.05_1.jpg']],
    ['times against the numbers', DEFAULT.map((name) => name.replace('00.01.30', '00.00.10'))],
  ])('are not recognised with %s', (_, names) => {
    expect(found(names)).toEqual([]);
  });

  it('are read only up to the number at the end', () => {
    const dayOfUpload = ['clip_10.11.12_1.jpg', 'clip_10.11.12_2.jpg'];
    expect(listed(dayOfUpload)).toMatchObject([{ prefix: 'clip_10.11.12_', indexDigits: 1 }]);
    const camera = ['cam_5_1_20200323_000001.jpg', 'cam_5_1_20200323_000002.jpg'];
    expect(listed(camera)).toMatchObject([{ prefix: 'cam_5_1_20200323_', indexDigits: 6 }]);
    expect(listed(['cam_5_1_20200323_000001.jpg', 'Poster.jpg'])).toMatchObject([{}, { indexDigits: 6 }]);
  });

  it('are artwork where a preset is known, and the poster where one is alone', () => {
    expect(found(DEFAULT, [])).toEqual([]);
    const sixDigits = DEFAULT.map((name) => name.replace('10-11-12', '101112'));
    expect(findSeries(blobs(...sixDigits), []).filter(({ names }) => names.namesByIndex !== undefined)).toEqual([]);
    expect(found(DEFAULT.slice(0, 1))).toEqual([['Poster', DEFAULT[0]]]);
  });

  it("keep an image's ID while other images come and go, and give another ID under another date", () => {
    const [all = aSeries()] = listed(DEFAULT);
    const [two = aSeries()] = listed(DEFAULT.slice(1));
    expect(seriesKey(two)).toBe(seriesKey(all));
    expect(blobName(two, 3)).toBe(blobName(all, 3));
    expect(seriesKey(all)).not.toBe(seriesKey({ ...all, prefix: 'x_' }));
    const [again = aSeries()] = listed(DEFAULT.map((name) => name.replace('02-18', '02-19')));
    expect(seriesKey(again)).toBe(seriesKey(all));
    const versions = [all, again].map((one) => contentVersionOf(aManifest({ series: [one] })));
    expect(new Set(versions).size).toBe(2);
  });

  it('are one series, however many there are', () => {
    const clock = (s: number) => [s / 3600, (s / 60) % 60, s % 60].map((n) => String(Math.floor(n)).padStart(2, '0'));
    const names = Array.from({ length: 20_000 }, (_, i) => `c_${clock(i).join('.')}_${String(i)}_20140218_101112.jpg`);
    const [series, ...others] = listed(names);
    expect(others).toEqual([]);
    expect(series).toMatchObject({ ranges: [[0, 19_999]], timing: { startMs: 1000, stepMs: 1000 } });
  });
});

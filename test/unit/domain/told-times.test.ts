import { timeMsOf } from '../../../src/domain/image-time.js';
import { readToldTimes, toldTiming, type ToldWords } from '../../../src/domain/told-times.js';
import { numberingOf } from '../../../src/domain/found-series.js';
import type { IndexRange } from '../../../src/domain/series.js';
import { aSeries } from '../../builders.js';

const ms = (value: number) => ({ unit: 'ms', value });
const percent = (value: number) => ({ unit: 'percent', value });

describe('the words of an operator about times', () => {
  it.each<[ToldWords, object]>([
    [{ every: '5' }, { every: ms(5000) }],
    [{ every: 5 }, { every: ms(5000) }],
    [{ every: ' 2.5 s ' }, { every: ms(2500) }],
    [{ every: '5%' }, { every: percent(5) }],
    [{ every: '0:01:30' }, { every: ms(90_000) }],
    [
      { start: '0', every: '1.1' },
      { start: ms(0), every: ms(1100) },
    ],
    [
      { start: 0, every: '100%' },
      { start: ms(0), every: percent(100) },
    ],
    [
      { start: '10%', every: '5%', duration: '1:02:03.5' },
      { start: percent(10), every: percent(5), durationMs: 3_723_500 },
    ],
    [{ duration: 70.304 }, { durationMs: 70_304 }],
  ])('%j mean %j', (words, times) => {
    expect(readToldTimes(words)).toEqual({ times, problems: [] });
  });

  it.each<[ToldWords]>([[{}], [{ start: '', every: ' ', duration: null }]])('%j mean nothing', (words) => {
    expect(readToldTimes(words)).toEqual({ problems: [] });
  });

  it.each<[ToldWords, string[]]>([
    [{ every: '0' }, ["every: '0' is not a time such as 5, 2.5s, 0:01:30 or 5%"]],
    [{ every: '101%' }, ["every: '101%' is not a time such as 5, 2.5s, 0:01:30 or 5%"]],
    [{ every: '0%' }, ["every: '0%' is not a time such as 5, 2.5s, 0:01:30 or 5%"]],
    [{ every: -5 }, ["every: '-5' is not a time such as 5, 2.5s, 0:01:30 or 5%"]],
    [{ every: 1e-9 }, ["every: '1e-9' is not a time such as 5, 2.5s, 0:01:30 or 5%"]],
    [{ every: '5 frames' }, ["every: '5 frames' is not a time such as 5, 2.5s, 0:01:30 or 5%"]],
    [{ start: '100%', every: '5' }, ["start: '100%' is not a time such as 0, 2.5s, 0:01:30 or 10%"]],
    [{ duration: '50%' }, ["duration: '50%' is not a time such as 90, 90s or 0:01:30"]],
    [{ duration: '1:99:00' }, ["duration: '1:99:00' is not a time such as 90, 90s or 0:01:30"]],
    [{ start: '5' }, ['start: it counts only with every']],
    [
      { start: 'x', duration: 'y' },
      [
        "start: 'x' is not a time such as 0, 2.5s, 0:01:30 or 10%",
        "duration: 'y' is not a time such as 90, 90s or 0:01:30",
      ],
    ],
  ])('%j are wrong, with the reason', (words, problems) => {
    expect(readToldTimes(words).problems).toEqual(problems);
  });
});

describe('times that an operator says', () => {
  const timesOf = (words: ToldWords, ranges: IndexRange[], durationMs?: number) => {
    const { times = {} } = readToldTimes(words);
    const timing = toldTiming(times, durationMs, numberingOf(aSeries({ ranges })));
    const series = aSeries({ ranges, ...(timing && { timing }) });
    return timing && ranges.map(([index]) => timeMsOf(series, index));
  };

  it('begin with the first image, whatever its number', () => {
    expect(
      timesOf({ every: 5, start: 2 }, [
        [1, 1],
        [2, 2],
        [4, 4],
      ]),
    ).toEqual([2000, 7000, 17_000]);
    expect(
      timesOf({ every: 5, start: 2 }, [
        [0, 0],
        [1, 1],
        [3, 3],
      ]),
    ).toEqual([2000, 7000, 17_000]);
    expect(
      timesOf({ every: 5, start: 2 }, [
        [50, 50],
        [75, 75],
      ]),
    ).toEqual([2000, 7000]);
  });

  it('are of percents where the length is known', () => {
    expect(
      timesOf(
        { every: '5%', start: '10%' },
        [
          [1, 1],
          [2, 2],
        ],
        60_000,
      ),
    ).toEqual([6000, 9000]);
    expect(timesOf({ every: '5%' }, [[1, 2]])).toBeUndefined();
    expect(timesOf({ duration: 60 }, [[1, 2]], 60_000)).toBeUndefined();
  });
});

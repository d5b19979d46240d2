import fc from 'fast-check';
import { imageTimes } from '../../../local/media-services/presets/image-times.js';
import { timeMsOf } from '../../../src/domain/image-time.js';
import { inferSeriesTiming, inferTiming } from '../../../src/domain/infer-timing.js';
import { indexesOf } from '../../../src/domain/series.js';
import { aSeries } from '../../builders.js';

const SECONDS = [0.5, 1, 2, 2.5, 3, 5, 7.5, 10, 15, 20, 30, 60];
const PERCENTS = [1, 2, 4, 5, 10, 20, 25];
const STEPS = [...SECONDS.map((s) => `PT${s}S`), ...PERCENTS.map((p) => `${p}%`)];

/** The times that the local encoder takes images at, in milliseconds. */
function encoded(step: string, durationMs: number, picturesEndMs = durationMs) {
  const timeline = { durationSeconds: durationMs / 1000, frameRate: 25, picturesEndSeconds: picturesEndMs / 1000 };
  const { seconds, stepSeconds } = imageTimes({ start: '0%', step }, timeline, 1_000_000);
  return { times: seconds.map((s) => s * 1000), stepMs: stepSeconds * 1000 };
}
const durations = fc.integer({ min: 2000, max: 4 * 3_600_000 });

describe('times by a duration and a number of images', () => {
  it.each([
    [600_000, 60, { startMs: 0, stepMs: 10_000 }, 'seconds'],
    [61_000, 7, { startMs: 0, stepMs: 10_000 }, 'seconds'],
    [61_000, 9, { startMs: 0, stepMs: 7500 }, 'seconds'],
    [12_250, 25, { startMs: 0, stepMs: 500 }, 'seconds'],
    // 10 s and 10 % differ by less than a tenth.
    [96_000, 10, { startMs: 0, stepMs: 10_000 }, 'seconds'],
    [3_600_000, 10, { startMs: 0, stepMs: 360_000 }, 'percent'],
    // 60 s and 10 % do too, but the last image would be off by 36 s.
    [560_000, 10, { startMs: 28_000, stepMs: 56_000 }, 'even'],
    // 10 s and 15 s, and 10 s and 25 %, differ by more.
    [18_000, 2, { startMs: 4500, stepMs: 9000 }, 'even'],
    [32_000, 4, { startMs: 4000, stepMs: 8000 }, 'even'],
    [72_000, 6, { startMs: 6000, stepMs: 12_000 }, 'even'],
    // The sound is a little longer than the pictures.
    [60_020, 6, { startMs: 0, stepMs: 10_000 }, 'seconds'],
  ])('of %d ms and %d images are %j, by %s', (durationMs, count, timing, by) => {
    expect(inferTiming(durationMs, count)).toEqual({ timing, by });
  });

  it.each([
    [60_000, 1],
    [60_000, 0],
    [60_000, 1.5],
    [0, 5],
    [-1, 5],
    [NaN, 5],
    [Infinity, 5],
    [10, 11],
  ])('are none of %d ms and %d images', (durationMs, count) => {
    expect(inferTiming(durationMs, count)).toBeUndefined();
  });

  it.each(STEPS)('are those of the step %s, to a tenth and to half of it, wherever one is found', (step) => {
    fc.assert(
      fc.property(durations, fc.integer({ min: 0, max: 150 }), (durationMs, soundMs) => {
        const { times, stepMs } = encoded(step, durationMs, durationMs - soundMs);
        const inferred = inferTiming(durationMs, times.length);
        if (times.length < 2 || inferred === undefined || inferred.by === 'even') return;
        const larger = Math.max(stepMs, inferred.timing.stepMs);
        expect(inferred.timing.startMs).toBe(0);
        const difference = Math.abs(inferred.timing.stepMs - stepMs);
        expect(difference).toBeLessThanOrEqual(0.1 * larger + 0.01);
        expect((times.length - 1) * difference).toBeLessThanOrEqual(stepMs / 2 + 0.01);
      }),
    );
  });

  it.each([...STEPS, 'PT4S', 'PT7S', 'PT11.3S', '3%', '7%', '33%'])(
    'are off by no more than half a step where images of the step %s are spread evenly',
    (step) => {
      fc.assert(
        fc.property(durations, (durationMs) => {
          const { times, stepMs } = encoded(step, durationMs);
          const inferred = inferTiming(durationMs, times.length);
          if (inferred?.by !== 'even') return;
          for (const [k, time] of times.entries()) {
            const { timing } = inferred;
            expect(Math.abs(timing.startMs + k * timing.stepMs - time)).toBeLessThanOrEqual(stepMs / 2 + 0.01);
          }
        }),
      );
    },
  );

  it.each([
    ['from 1', [[1, 6]], [0, 10_000, 20_000]],
    ['from 0', [[0, 5]], [0, 10_000, 20_000]],
    ['from 101', [[101, 106]], [0, 10_000, 20_000]],
    [
      'with a gap',
      [
        [1, 2],
        [4, 6],
      ],
      [0, 10_000, 30_000],
    ],
    [
      'by frames',
      [
        [125, 125],
        [375, 375],
        [500, 500],
        [750, 750],
      ],
      [0, 20_000, 30_000],
    ],
  ] as const)('are of a series numbered %s', (_, ranges, times) => {
    const timing = inferSeriesTiming(aSeries({ ranges }), 60_000);
    const series = aSeries({ ranges, ...(timing && { timing }) });
    expect([...indexesOf(series)].slice(0, 3).map((index) => timeMsOf(series, index))).toEqual(times);
    expect(timing?.source).toBe('inferred');
  });

  it('are none of a series of which most are missing', () => {
    expect(
      inferSeriesTiming(
        aSeries({
          ranges: [
            [1, 2],
            [6, 6],
          ],
        }),
        60_000,
      ),
    ).toBeDefined();
    expect(
      inferSeriesTiming(
        aSeries({
          ranges: [
            [1, 2],
            [7, 7],
          ],
        }),
        60_000,
      ),
    ).toBeUndefined();
  });
});

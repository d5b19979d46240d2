import fc from 'fast-check';
import { imageTimes, isSingle, TimingError } from '../../../local/media-services/presets/image-times.js';

const timeline = { durationSeconds: 100, frameRate: 25 };
const count = (start: string, step: string, range: string) =>
  imageTimes({ start, step, range }, timeline, 1_000).seconds.length;

describe('the image times of a preset', () => {
  // The first is the only count that the documentation states; the others are its rule applied.
  it.each([
    ['5%', '10%', '96%', 10],
    ['25%', '25%', '80%', 3],
    ['0%', '5%', '100%', 20],
    ['10%', '10%', '90%', 9],
    ['PT10S', 'PT10S', 'PT30S', 3],
    ['1', '5%', '100%', 20],
    ['0%', 'PT200S', '100%', 1],
  ])('with start %s, step %s, range %s make %i images', (start, step, range, images) => {
    expect(count(start, step, range)).toBe(images);
  });

  it('at frame 1 are the very first frame, and a range of 1 is a single image', () => {
    expect(imageTimes({ start: '1', range: '1' }, timeline, 10).seconds).toEqual([0]);
    expect(imageTimes({ start: '26', range: '1' }, timeline, 10).seconds).toEqual([1]);
    expect(isSingle({ start: '{Best}', step: '25%' })).toBe(true);
    expect(isSingle({ start: '0%', range: '2' })).toBe(false);
  });

  it('end where the pictures end, also as percentages', () => {
    const rule = { start: '50%', step: 'PT1S' };
    const times = imageTimes(rule, { durationSeconds: 4.1, frameRate: 25, picturesEndSeconds: 4.04 }, 10);
    expect(times.seconds).toEqual([2.05, 3.05]);
    expect(times.endSeconds).toBe(4.04);
    const late = imageTimes(
      { start: 'PT4.05S' },
      { durationSeconds: 4.1, frameRate: 25, picturesEndSeconds: 4.04 },
      10,
    );
    expect(late.seconds).toEqual([4.05]);
  });

  it('are refused for a start after the end, and for too many images', () => {
    expect(() => imageTimes({ start: 'PT101S' }, timeline, 10)).toThrow(TimingError);
    expect(() => imageTimes({ start: '0', step: '1' }, timeline, 2_499)).toThrow(/2500 images/);
  });

  it('are within the video, a step apart, and as many as fit', () => {
    const ms = (most: number) => fc.integer({ min: 1, max: most });
    fc.assert(
      fc.property(ms(1_000_000), ms(100_000), ms(100_000), ms(1_000_000), (duration, start, step, range) => {
        fc.pre(start < duration && range / step < 10_000);
        const rule = { start: `PT${start / 1_000}S`, step: `PT${step / 1_000}S`, range: `PT${range / 1_000}S` };
        const times = imageTimes(rule, { durationSeconds: duration / 1_000, frameRate: 25 }, 10_000);
        const end = Math.min(start + range, duration);
        expect(times.seconds).toHaveLength(Math.ceil((end - start) / step));
        times.seconds.forEach((seconds, k) => {
          expect(seconds * 1_000).toBeCloseTo(start + k * step, 5);
          expect(seconds * 1_000).toBeLessThan(end);
        });
      }),
    );
  });
});

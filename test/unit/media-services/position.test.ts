import fc from 'fast-check';
import { lengthSeconds, parsePosition } from '../../../local/media-services/presets/position.js';

const timeline = { durationSeconds: 200, frameRate: 25 };

describe('a position', () => {
  it.each([
    ['PT05S', { unit: 'seconds', value: 5 }],
    ['PT1M10.304S', { unit: 'seconds', value: 70.304 }],
    ['P1DT1H', { unit: 'seconds', value: 90_000 }],
    ['00:01:30', { unit: 'seconds', value: 90 }],
    ['10%', { unit: 'percent', value: 10 }],
    ['33.3%', { unit: 'percent', value: 33.3 }],
    ['10', { unit: 'frames', value: 10 }],
    ['{Best}', { unit: 'best' }],
  ])('may be %s', (text, position) => {
    expect(parsePosition(text)).toEqual(position);
  });

  it.each([
    '',
    '-PT5S',
    'PT',
    'P1Y',
    'P2M',
    '101%',
    '-1',
    '1.5',
    'PT5',
    '5s',
    '{Worst}',
    'PT9999999H',
    'NaN%',
    '00:61:00',
  ])('cannot be %j', (text) => {
    expect(parsePosition(text)).toBeUndefined();
  });

  it('never throws, and never is NaN', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^P?T?[\d.%:HMS]{0,12}$/)), (text) => {
        const position = parsePosition(text);
        if (position) expect(lengthSeconds(position, timeline)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('counts percentages of the duration and frames at the frame rate', () => {
    expect(lengthSeconds({ unit: 'percent', value: 25 }, timeline)).toBe(50);
    expect(lengthSeconds({ unit: 'frames', value: 50 }, timeline)).toBe(2);
  });
});

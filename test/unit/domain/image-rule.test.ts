import { kindOf, timingOf, type PresetPosition } from '../../../src/domain/image-rule.js';
import { aRule } from '../../builders.js';

const ms = (value: number): PresetPosition => ({ unit: 'ms', value });
const percent = (value: number): PresetPosition => ({ unit: 'percent', value });
const frames = (value: number): PresetPosition => ({ unit: 'frames', value });
const best: PresetPosition = { unit: 'best' };

describe('the kind that a rule makes', () => {
  it.each([
    ['Sprite', aRule({ isSprite: true })],
    ['Sprite', aRule({ isSprite: true, start: best })],
    ['Poster', aRule({ start: best })],
    ['Poster', aRule({ range: frames(1) })],
    ['Poster', aRule({ start: ms(5000), step: ms(1), range: ms(1) })],
    ['Poster', aRule({ step: percent(10), range: percent(5) })],
    ['Thumbnail', aRule()],
    ['Thumbnail', aRule({ step: percent(25), range: percent(80) })],
    ['Thumbnail', aRule({ range: frames(2), step: frames(1) })],
    ['Thumbnail', aRule({ step: best })],
  ] as const)('is %s', (kind, rule) => {
    expect(kindOf(rule)).toBe(kind);
  });
});

describe('the times of an image rule', () => {
  const timeline = { durationMs: 200_000, framesPerSecond: 25 };

  it.each([
    ['times', aRule({ start: ms(1000), step: ms(5000) }), { startMs: 1000, stepMs: 5000 }],
    ['percents', aRule({ start: percent(5), step: percent(10) }), { startMs: 10_000, stepMs: 20_000 }],
    [
      'frames, of which the first is at 0',
      aRule({ start: frames(51), step: frames(25) }),
      { startMs: 2000, stepMs: 1000 },
    ],
    ['the very first frame', aRule({ start: frames(1), step: frames(1) }), { startMs: 0, stepMs: 40 }],
    ['a frame before the first', aRule({ start: frames(0), step: frames(1) }), { startMs: 0, stepMs: 40 }],
    ['units that are mixed', aRule({ start: frames(26), step: percent(5) }), { startMs: 1000, stepMs: 10_000 }],
    [
      'one image alone',
      aRule({ start: ms(30_000), range: frames(1), step: frames(1) }),
      { startMs: 30_000, stepMs: 0 },
    ],
  ])('are known from %s', (_, rule, timing) => {
    expect(timingOf(rule, timeline)).toEqual({ ...timing, isExact: true });
  });

  it('are known from one image, whatever its step is relative to', () => {
    const rule = aRule({ start: ms(30_000), range: frames(1), step: percent(10) });
    expect(timingOf(rule, {})).toEqual({ startMs: 30_000, stepMs: 0 });
  });

  it.each([
    ['no rate is recorded', { durationMs: 1000 }, undefined],
    ['all of them are frames', { framesPerSecond: 24 }, true],
    ['a rate of film has none of them', { framesPerSecond: 24_000 / 1001 }, undefined],
    ['they are between frames', { framesPerSecond: 24.5 }, undefined],
  ])('are marked exact or approximate where %s', (_, known, isExact) => {
    expect(timingOf(aRule({ start: ms(1000), step: ms(5000) }), known)?.isExact).toBe(isExact);
  });

  it('are exact at a decimal frame rate', () => {
    const ntsc = { framesPerSecond: 30_000 / 1001 };
    expect(timingOf(aRule({ start: ms(0), step: ms(1001) }), ntsc)?.isExact).toBe(true);
    expect(timingOf(aRule({ start: ms(0), step: ms(1000) }), ntsc)?.isExact).toBeUndefined();
  });

  it.each([
    ['{Best}', aRule({ start: best }), timeline],
    ['percents without a duration', aRule({ start: percent(5) }), {}],
    ['frames without a rate', aRule({ start: frames(5) }), { durationMs: 1000 }],
    ['a step without a duration', aRule({ step: percent(5) }), {}],
    ['numbers without an end', aRule({ start: ms(Infinity) }), timeline],
    ['a rate that makes numbers without an end', aRule({ step: frames(1e300) }), { framesPerSecond: 1e-300 }],
  ])('are not known from %s', (_, rule, known) => {
    expect(timingOf(rule, known)).toBeUndefined();
  });
});

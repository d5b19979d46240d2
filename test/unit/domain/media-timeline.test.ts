import fc from 'fast-check';
import { joinTimelines, timelineOf, type InputTimeline } from '../../../src/domain/media-timeline.js';

const input = (name: string, parts: Partial<InputTimeline> = {}): InputTimeline => ({
  folder: '',
  basenames: [name],
  ...parts,
});
const short = input('short', { durationMs: 10_000, framesPerSecond: 25 });
const long = input('long', { durationMs: 60_000, framesPerSecond: 50 });

describe('the timeline of a location', () => {
  it('is that of its one input, or of the output where the input lacks it', () => {
    expect(joinTimelines([short], { durationMs: 1, framesPerSecond: 1 })).toEqual({
      durationMs: 10_000,
      framesPerSecond: 25,
    });
    expect(joinTimelines([input('x')], { durationMs: 1, framesPerSecond: 2 })).toEqual({
      durationMs: 1,
      framesPerSecond: 2,
    });
    expect(joinTimelines([], {})).toEqual({});
  });

  it('is what several inputs have in common', () => {
    const again = input('short', { durationMs: 10_000, framesPerSecond: 30 });
    expect(joinTimelines([short, again], {})).toEqual({ durationMs: 10_000, inputs: [short, again] });
  });

  it('is that of the output, or unknown, where inputs differ', () => {
    expect(joinTimelines([short, long], { durationMs: 70_000 })).toMatchObject({ durationMs: 70_000 });
    expect(joinTimelines([short, long], {})).toEqual({ inputs: [short, long] });
  });

  it('ignores an input without a length, such as a logo', () => {
    expect(joinTimelines([short, input('logo')], {})).toMatchObject({ durationMs: 10_000, framesPerSecond: 25 });
  });
});

describe('the timeline of a series', () => {
  const both = joinTimelines([short, long], { durationMs: 70_000 });

  it('is that of the input whose name it carries', () => {
    expect(timelineOf(both, '', 'short')).toMatchObject({ durationMs: 10_000, framesPerSecond: 25 });
    expect(timelineOf(both, '', 'long')).toMatchObject({ durationMs: 60_000, framesPerSecond: 50 });
  });

  it.each([
    [31, '\u{1F3AC}'.repeat(20), true],
    [32, 'x'.repeat(40), true],
    [64, 'x'.repeat(80), true],
    [33, 'x'.repeat(40), false],
    [8, 'x'.repeat(40), false],
  ])('is found by a name cut to %i characters, as encoders cut it', (length, whole, isFound) => {
    const media = joinTimelines([short, input(whole, { durationMs: 5 })], {});
    expect(timelineOf(media, '', whole.slice(0, length)).durationMs).toBe(isFound ? 5 : undefined);
  });

  it.each([[undefined], ['other']])('is that of the location for a series of the name %s', (name) => {
    expect(timelineOf(both, '', name)).toEqual({ durationMs: 70_000 });
  });

  it('is unknown where two inputs of one name differ', () => {
    const media = joinTimelines([input('a', { durationMs: 1 }), input('a', { durationMs: 2 })], {});
    expect(timelineOf(media, '', 'a')).toEqual({});
  });

  it('is what two inputs of one name have in common', () => {
    const [slow, fast] = [25, 50].map((framesPerSecond) => input('a', { durationMs: 10_000, framesPerSecond }));
    if (slow === undefined || fast === undefined) throw new Error('no inputs');
    expect(timelineOf(joinTimelines([slow, fast, long], {}), '', 'a')).toEqual({ durationMs: 10_000 });
    expect(timelineOf(joinTimelines([slow, fast], {}), '', 'a')).toEqual({ durationMs: 10_000 });
    const longer = { ...slow, durationMs: 20_000 };
    expect(timelineOf(joinTimelines([slow, longer, long], {}), '', 'a')).toEqual({ framesPerSecond: 25 });
  });

  it('is that of the only input described in its folder', () => {
    const media = joinTimelines(
      [
        { ...short, folder: 'a/' },
        { ...long, folder: 'b/' },
      ],
      {},
    );
    expect(timelineOf(media, 'b/', 'clip').durationMs).toBe(60_000);
    expect(timelineOf(media, 'c/', 'clip').durationMs).toBeUndefined();
  });

  it('holds nothing that only other inputs state', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const inputs = fc.array(
      fc.record({
        folder: fc.constantFrom('', 'x/'),
        basenames: fc.uniqueArray(name, { maxLength: 2 }),
        durationMs: fc.integer({ min: 1, max: 3 }),
        framesPerSecond: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(inputs, name, fc.constantFrom('', 'x/'), (given, basename, folder) => {
        const media = joinTimelines(given, {});
        const told = timelineOf(media, folder, basename);
        for (const what of ['durationMs', 'framesPerSecond'] as const) {
          const all = new Set(given.map((one) => one[what]));
          const own = given.filter((one) => one.folder === folder || one.basenames.includes(basename));
          if (all.size === 1) expect(told[what]).toBe([...all][0]);
          else if (told[what] !== undefined) expect(own.map((one) => one[what])).toContain(told[what]);
        }
      }),
    );
  });
});

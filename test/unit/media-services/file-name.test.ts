import fc from 'fast-check';
import {
  basenameOf,
  fillPattern,
  isPlainFileName,
  withExtension,
} from '../../../local/media-services/presets/file-name.js';

const parts = { basename: 'My clip', extension: '.jpg', label: 'half', index: 7, resolution: '640x360' };

describe('a file name pattern', () => {
  it.each([
    ['Thumbnail{Index}{Extension}', 'Thumbnail000007.jpg'],
    ['{Basename}_{Resolution}_{Index}{Extension}', 'My clip_640x360_000007.jpg'],
    ['{Label}-{Bitrate}{Codec}{AudioStream}{Nonsense}-{Index}', 'half--000007'],
    ['plain.jpg', 'plain.jpg'],
  ])('%s gives %s', (pattern, name) => {
    expect(fillPattern(pattern, parts)).toBe(name);
  });

  it('collapses macros without a value, and inserts values unchanged', () => {
    const bare = { basename: '{Index}$&', extension: '.png' };
    expect(fillPattern('{Basename}-{Label}{Index}{toString}{Extension}', bare)).toBe('{Index}$&-.png');
    expect(fillPattern('{Index}', { ...parts, index: 1_234_567 })).toBe('1234567');
  });
});

describe('the base name', () => {
  it.each([
    ['clip.mp4', 'clip'],
    ['folder/sub/clip.final.mov', 'clip.final'],
    ['.hidden', '.hidden'],
    ['Ignite-short, the long version of it.mp4', 'Ignite-short, the long version o'],
  ])('of %s is %s', (input, name) => {
    expect(basenameOf(input)).toBe(name);
  });

  it('is cut to 64 characters where the preset copies streams', () => {
    expect(basenameOf(`${'x'.repeat(80)}.mp4`, 64)).toHaveLength(64);
  });

  it('never splits a character, nor has more than 32 units', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (name) => {
        const base = basenameOf(`${name}.mp4`);
        expect(base.length).toBeLessThanOrEqual(32);
        expect(base.isWellFormed()).toBe(true);
      }),
    );
    expect(basenameOf(`${'x'.repeat(31)}😀.mp4`)).toBe('x'.repeat(31));
  });
});

describe('a plain file name', () => {
  it.each(['a/b.jpg', 'a\\b.jpg', '..', '.', '', 'a\u0000.jpg', 'a\n.jpg', 'x'.repeat(256)])('cannot be %j', (name) => {
    expect(isPlainFileName(name)).toBe(false);
  });

  it.each(['a.jpg', 'Küche #1 100%.jpg', '..a'])('can be %j', (name) => {
    expect(isPlainFileName(name)).toBe(true);
  });
});

it("the file name of a sprite's WebVTT is that of its sheet", () => {
  expect(withExtension('sprite-a.b-000001.jpg', '.vtt')).toBe('sprite-a.b-000001.vtt');
  expect(withExtension('sprite', '.vtt')).toBe('sprite.vtt');
});

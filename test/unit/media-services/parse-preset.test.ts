import fc from 'fast-check';
import { imageSeries } from '../../../local/media-services/presets/image-series.js';
import { parsePreset, PresetError } from '../../../local/media-services/presets/parse-preset.js';
import type { StandardEncoderPreset } from '../../../local/media-services/presets/preset-schema.js';

const jpg = (rest: object) => ({ '@odata.type': '#Microsoft.Media.JpgImage', ...rest });
const names = (filenamePattern: string, kind = 'Jpg') => ({
  '@odata.type': `#Microsoft.Media.${kind}Format`,
  filenamePattern,
});
const preset = (codecs: object[], formats: object[]) => ({
  '@odata.type': '#Microsoft.Media.StandardEncoderPreset',
  codecs,
  formats,
});
const series = (codecs: object[], formats: object[]) =>
  imageSeries(parsePreset(preset(codecs, formats)) as StandardEncoderPreset);

const layers = [
  { width: '50%', label: 'a' },
  { width: '25%', label: 'b' },
];
const indexed = names('i-{Index}{Extension}');

describe('a preset', () => {
  it.each([
    ['a path', [jpg({ start: '0%' })], [names('../{Index}.jpg')], /must be a file name/],
    ['a folder', [jpg({ start: '0%' })], [names('a/{Index}{Extension}')], /must be a file name/],
    ['no {Index} for many', [jpg({ start: '0%' })], [names('{Basename}{Extension}')], /needs \{Index\}/],
    ['two layers of one name', [jpg({ start: '0%', layers })], [indexed], /add \{Label\} or \{Resolution\}/],
    ['two codecs of one name', [jpg({ start: '0%' }), jpg({ start: '5%' })], [indexed], /add \{Label\}/],
    ['no format', [jpg({ start: '0%' })], [], /no JpgFormat/],
    ['no start', [jpg({})], [indexed], /codecs\.0\.start/],
    ['a step of nothing', [jpg({ start: '0%', step: 'PT0S' })], [indexed], /step must be more than 0/],
    ['a step of {Best}', [jpg({ start: '0%', step: '{Best}' })], [indexed], /step/],
    ['absurdly many', [jpg({ start: '0%', step: '0.0001%' })], [indexed], /1000000 images/],
    ['a quality of 101', [jpg({ start: '0%', layers: [{ quality: 101 }] })], [indexed], /layers\.0\.quality/],
    ['no column', [jpg({ start: '0%', spriteColumn: 0 })], [indexed], /spriteColumn/],
    ['a label with a slash', [jpg({ start: '0%', label: 'a/b' })], [indexed], /label/],
    ['no codec', [], [indexed], /codecs/],
  ])('is refused for %s', (_why, codecs, formats, message) => {
    expect(() => parsePreset(preset(codecs, formats))).toThrow(PresetError);
    expect(() => parsePreset(preset(codecs, formats))).toThrow(message);
  });

  it('is refused with everything that is wrong in it', () => {
    const wrong = preset([jpg({ start: 'soon', layers: [{ width: '200%' }] })], [names('a/b')]);
    expect(() => parsePreset(wrong)).toThrow(/start.*width.*filenamePattern/s);
  });

  it('never fails with anything but a PresetError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (codec, format) => {
        const odd = { ...preset([jpg({})], []), Codecs: [codec], formats: [format] };
        try {
          parsePreset(odd);
        } catch (error) {
          expect(error).toBeInstanceOf(PresetError);
        }
      }),
    );
  });

  it('has layers that differ by label or by size', () => {
    expect(series([jpg({ start: '0%', layers })], [names('{Label}{Index}')]).map(({ label }) => label)).toEqual([
      'a',
      'b',
    ]);
    expect(series([jpg({ start: '0%', layers })], [names('{Resolution}_{Index}')])).toHaveLength(2);
    expect(series([jpg({ start: '0%', label: 'c' })], [names('{Label}{Index}')])[0]?.label).toBe('c');
  });

  it('matches the n-th codec of a kind with the n-th format of that kind', () => {
    const two = series(
      [jpg({ start: '0%' }), jpg({ start: '{Best}' })],
      [names('s{Index}'), names('p'), names('x', 'Png')],
    );
    expect(two.map(({ pattern }) => pattern)).toEqual(['s{Index}', 'p']);
  });

  it('accepts codecs that make no images, and makes none for them', () => {
    const video = { '@odata.type': '#Microsoft.Media.H264Video', layers: [{ bitrate: 1_000 }] };
    expect(series([video], [{ '@odata.type': '#Microsoft.Media.Mp4Format', filenamePattern: 'a/b' }])).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readImageRules, readPresetPosition } from '../../../src/adapters/media-services/image-rules.js';
import { kindOf } from '../../../src/domain/image-rule.js';
import { answered } from './answered.js';

const DEFAULT_TIMES = {
  start: { unit: 'best' },
  step: { unit: 'percent', value: 10 },
  range: { unit: 'percent', value: 100 },
};

/** The presets of a documented transform, as the client of Media Services answers them. */
function presetsIn(path: string): unknown[] {
  const body = answered(JSON.parse(readFileSync(`test/fixtures/${path}`, 'utf8'))) as {
    properties: { outputs: { preset: unknown }[] };
  };
  return body.properties.outputs.map(({ preset }) => preset);
}
const jpg = (codec: object, format: object = {}) => ({
  codecs: [{ odataType: '#Microsoft.Media.JpgImage', start: '0', ...codec }],
  formats: [{ odataType: '#Microsoft.Media.JpgFormat', filenamePattern: '{Basename}-{Index}{Extension}', ...format }],
});

describe('the image rules of a preset', () => {
  it.each(['arm/transforms-get-sprite.response.docs.json', 'transforms/sprite.request.docs.json'])(
    'are those of a sprite in %s',
    (path) => {
      const rules = presetsIn(path).flatMap(readImageRules);
      expect(rules).toEqual([
        {
          filenamePattern: 'ThumbnailSprite-{Basename}-{Index}{Extension}',
          extension: '.jpg',
          label: '',
          start: { unit: 'frames', value: 1 },
          step: { unit: 'percent', value: 5 },
          range: { unit: 'percent', value: 100 },
          isSprite: true,
        },
      ]);
    },
  );

  it('are those of a PNG poster in the documented request, without its MP4', () => {
    const rules = presetsIn('transforms/png-best.request.docs.json').flatMap(readImageRules);
    expect(rules).toMatchObject([
      { filenamePattern: 'Thumbnail-{Basename}-{Index}{Extension}', extension: '.png', isSprite: false },
    ]);
    expect(rules.map(kindOf)).toEqual(['Poster']);
  });

  it.each([
    [{ odataType: '#Microsoft.Media.BuiltInStandardEncoderPreset', presetName: 'AdaptiveStreaming' }],
    [{ odataType: '#Microsoft.Media.AudioAnalyzerPreset' }],
    [{ odataType: '#MediaKind.ThumbnailGeneratorPreset', thumbnails: [{ format: 'Jpeg' }] }],
    [undefined],
    [null],
    ['text'],
    [{ codecs: 'text', formats: 7 }],
    [
      {
        codecs: [null, 7, { odataType: 'constructor' }],
        formats: [{ odataType: 'constructor', filenamePattern: 'x' }],
      },
    ],
  ])('are empty for %j', (preset) => {
    expect(readImageRules(preset)).toEqual([]);
  });

  it('are one for each layer, with the label of the layer or else of the codec', () => {
    const layers = [{ label: '50perc' }, { label: null }, {}];
    expect(readImageRules(jpg({ label: 'all', layers })).map(({ label }) => label)).toEqual(['50perc', 'all', 'all']);
    expect(readImageRules(jpg({ layers: [] })).map(({ label }) => label)).toEqual(['']);
  });

  it("are one for each format of the codec's type", () => {
    const { codecs, formats } = jpg({});
    const png = { odataType: '#Microsoft.Media.PngFormat', filenamePattern: 'p' };
    expect(readImageRules({ codecs, formats: [...formats, png, ...formats, null, {}] })).toHaveLength(2);
  });

  it("have the encoder's defaults for absent members", () => {
    expect(readImageRules(jpg({ start: undefined }))).toMatchObject([DEFAULT_TIMES]);
  });

  it.each([0, 1])('are those of a sprite where it has columns: %i', (spriteColumn) => {
    expect(readImageRules(jpg({ spriteColumn }))).toMatchObject([{ isSprite: spriteColumn > 0 }]);
  });

  it('are none for a name of more than 1,024 characters', () => {
    const counts = [1024, 1025].map(
      (length) => readImageRules(jpg({}, { filenamePattern: 'x'.repeat(length) })).length,
    );
    expect(counts).toEqual([1, 0]);
  });

  it('give no time for an unreadable position', () => {
    expect(readImageRules(jpg({ start: 'soon' }))).toMatchObject([{ start: { unit: 'best' } }]);
  });
});

describe('a position in a preset', () => {
  it.each([
    ['PT5S', { unit: 'ms', value: 5000 }],
    ['PT05S', { unit: 'ms', value: 5000 }],
    ['pt1m10.304s', { unit: 'ms', value: 70_304 }],
    ['PT0S', { unit: 'ms', value: 0 }],
    ['P1DT1H', { unit: 'ms', value: 90_000_000 }],
    ['00:00:30', { unit: 'ms', value: 30_000 }],
    ['1:02:03.5', { unit: 'ms', value: 3_723_500 }],
    ['0:00:00.0016', { unit: 'ms', value: 2 }],
    ['PT0.0016S', { unit: 'ms', value: 2 }],
    ['5%', { unit: 'percent', value: 5 }],
    [' 12.5 % ', { unit: 'percent', value: 12.5 }],
    ['10', { unit: 'frames', value: 10 }],
    ['{Best}', { unit: 'best' }],
    ['{best}', { unit: 'best' }],
  ])('is read from %j', (text, expected) => {
    expect(readPresetPosition(text)).toEqual(expected);
  });

  it.each(['', 'soon', '-5', '-PT5S', 'P1Y', 'P1M', '5 s', '%', '1.5', '0x10', 'PT', '1:2'])(
    'is not read from %j',
    (text) => {
      expect(readPresetPosition(text)).toBeUndefined();
    },
  );

  it('never throws, and is never negative or NaN', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[PT0-9HMS.:%{}Best-]{0,12}$/)), (text) => {
        const position = readPresetPosition(text);
        expect(position === undefined || position.unit === 'best' || position.value >= 0).toBe(true);
      }),
    );
  });
});

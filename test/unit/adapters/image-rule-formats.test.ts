import { readImageRules } from '../../../src/adapters/media-services/image-rules.js';
import { kindOf } from '../../../src/domain/image-rule.js';

const jpg = (more: object) => ({ odataType: '#Microsoft.Media.JpgImage', ...more });
const named = (filenamePattern: string) => ({ odataType: '#Microsoft.Media.JpgFormat', filenamePattern });
const series = jpg({ start: 'PT0S', step: 'PT5S' });
const poster = jpg({ start: '{Best}' });

describe('the formats of a preset', () => {
  it('name one codec each, in their order, when there are as many of them', () => {
    const rules = readImageRules({ codecs: [series, poster], formats: [named('a-{Index}'), named('b-{Index}')] });
    expect(rules.map((rule) => [rule.filenamePattern, kindOf(rule)])).toEqual([
      ['a-{Index}', 'Thumbnail'],
      ['b-{Index}', 'Poster'],
    ]);
  });

  it('apply to every codec when there are fewer', () => {
    const rules = readImageRules({ codecs: [series, poster], formats: [named('a-{Label}-{Index}')] });
    expect(rules.map((rule) => rule.filenamePattern)).toEqual(['a-{Label}-{Index}', 'a-{Label}-{Index}']);
  });

  it('of another type apply to no codec', () => {
    const mp4 = { odataType: '#Microsoft.Media.Mp4Format', filenamePattern: 'v-{Basename}' };
    expect(readImageRules({ codecs: [series], formats: [mp4] })).toEqual([]);
  });
});

import { thumbnailPreset, transformName } from '../../../local/thumbnail-preset.js';
import { readImageRules } from '../../../src/adapters/media-services/image-rules.js';
import { kindOf, timingOf } from '../../../src/domain/image-rule.js';

const wanted = { everyMs: 2500, heights: [360, 720], spriteColumns: 5 };

describe('the preset of npm run encode', () => {
  it('reads in the app as one series for each height, a poster and a sprite', () => {
    const rules = readImageRules(thumbnailPreset(wanted));
    expect(rules.map((rule) => [rule.label, kindOf(rule)])).toEqual([
      ['360p', 'Thumbnail'],
      ['720p', 'Thumbnail'],
      ['poster', 'Poster'],
      ['sprite', 'Sprite'],
    ]);
    expect(rules.map((rule) => timingOf(rule, {}))).toEqual([
      { startMs: 0, stepMs: 2500 },
      { startMs: 0, stepMs: 2500 },
      undefined,
      { startMs: 0, stepMs: 2500 },
    ]);
  });

  it('has no sprite unless the options ask for one', () => {
    const rules = readImageRules(thumbnailPreset({ ...wanted, spriteColumns: undefined }));
    expect(rules.some((rule) => rule.isSprite)).toBe(false);
  });

  it('has another transform name for other options', () => {
    const names = [
      wanted,
      { ...wanted, everyMs: 2000 },
      { ...wanted, heights: [360] },
      { ...wanted, spriteColumns: undefined },
    ];
    expect(new Set(names.map(transformName)).size).toBe(4);
  });
});

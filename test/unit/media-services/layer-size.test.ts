import fc from 'fast-check';
import { layerSize, parseSide } from '../../../local/media-services/presets/layer-size.js';

const wide = { width: 1920, height: 1080 };
const portrait = { width: 1080, height: 1920 };

describe('the size of a layer', () => {
  it("keeps the aspect with AutoSize, as in the documentation's example", () => {
    const { picture, canvas } = layerSize({ width: '1280', height: '1280' }, 'AutoSize', wide);
    expect([picture, canvas]).toEqual([
      { width: 1280, height: 720 },
      { width: 1280, height: 720 },
    ]);
  });

  it.each([
    [{ width: '50%', height: '50%' }, wide, { width: 960, height: 540 }],
    [{ width: '640', height: '360' }, portrait, { width: 203, height: 360 }],
    [{ width: '640' }, wide, { width: 640, height: 360 }],
    [{ height: '10%' }, portrait, { width: 108, height: 192 }],
    [{ width: '300', height: '*' }, wide, { width: 300, height: 169 }],
    [{}, wide, wide],
    [{ width: '1', height: '1' }, wide, { width: 1, height: 1 }],
  ])('of %j with AutoSize is the largest that fits', (layer, source, size) => {
    expect(layerSize(layer, 'AutoSize', source).picture).toEqual(size);
  });

  it('is the requested one with None, and with bars with AutoFit', () => {
    expect(layerSize({ width: '100', height: '100' }, 'None', wide).picture).toEqual({ width: 100, height: 100 });
    expect(layerSize({ width: '100', height: '100' }, 'AutoFit', wide)).toEqual({
      picture: { width: 100, height: 56 },
      canvas: { width: 100, height: 100 },
    });
  });

  it('is never larger than requested, for any video', () => {
    const side = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(side, side, side, side, (width, height, askedWidth, askedHeight) => {
        const layer = { width: String(askedWidth), height: String(askedHeight) };
        const { picture } = layerSize(layer, 'AutoSize', { width, height });
        expect(picture.width >= 1 && picture.width <= askedWidth).toBe(true);
        expect(picture.height >= 1 && picture.height <= askedHeight).toBe(true);
      }),
    );
  });

  it.each(['0', '0%', '101%', '-5', '65536', '12.5', 'auto', '', '1e3'])('cannot be %j', (text) => {
    expect(parseSide(text)).toBeUndefined();
  });
});

import fc from 'fast-check';
import { readImageHeader } from '../../../src/adapters/blob/image-header.js';
import { bmp, gif, jpeg, png, webp } from './tiny-images.js';

describe('the header of an image', () => {
  it.each([
    ['image/jpeg', jpeg(640, 360)],
    ['image/png', png(640, 360)],
    ['image/gif', gif(640, 360)],
    ['image/bmp', bmp(640, 360)],
    ['image/webp', webp(640, 360)],
  ])('tells type and size of %s', (contentType, bytes) => {
    expect(readImageHeader(bytes)).toEqual({ contentType, width: 640, height: 360 });
  });

  it.each([1, 2, 3, 4])('keeps the sides of a JPEG with orientation %i', (orientation) => {
    expect(readImageHeader(jpeg(640, 360, { orientation }))).toMatchObject({ width: 640, height: 360 });
  });

  it.each([5, 6, 7, 8])('swaps the sides of a JPEG with orientation %i, as a browser shows it', (orientation) => {
    expect(readImageHeader(jpeg(640, 360, { orientation }))).toMatchObject({ width: 360, height: 640 });
  });

  it('is found behind what a camera wrote before it, when that much was read', () => {
    const bytes = jpeg(640, 360, { filler: 60_000 });
    expect(readImageHeader(bytes)).toMatchObject({ width: 640 });
    expect(readImageHeader(bytes.subarray(0, 50_000))).toBeUndefined();
  });

  it.each([
    ['SVG, which is active content', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')],
    ['HTML', Buffer.from('<html><script>alert(1)</script></html>')],
    ['nothing', new Uint8Array()],
    ['a PNG without a size', png(0, 360)],
    ['a GIF without a size', gif(640, 0)],
  ])('is none for %s', (_, bytes) => {
    expect(readImageHeader(bytes)).toBeUndefined();
  });

  it('is none, or whole numbers, wherever an image was cut or changed, and never an error', () => {
    const cut = fc
      .constantFrom(jpeg(640, 360, { orientation: 6 }), png(640, 360), gif(1, 1), bmp(1, 1), webp(1, 1))
      .chain((bytes) =>
        fc.record({
          bytes: fc.constant(bytes),
          length: fc.nat(bytes.length),
          at: fc.nat(bytes.length),
          by: fc.nat(255),
        }),
      );
    fc.assert(
      fc.property(cut, ({ bytes, length, at, by }) => {
        const changed = bytes.slice(0, length);
        changed[at] = by;
        const header = readImageHeader(changed);
        if (header === undefined) return;
        expect(header.contentType).toMatch(/^image\/(jpeg|png|gif|bmp|webp)$/);
        expect(Number.isSafeInteger(header.width) && Number.isSafeInteger(header.height)).toBe(true);
        expect(Math.min(header.width, header.height)).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => readImageHeader(bytes)).not.toThrow();
      }),
    );
  });
});

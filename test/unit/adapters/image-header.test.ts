import fc from 'fast-check';
import { readImageHeader } from '../../../src/adapters/blob/image-header.js';
import { bmp, gif, jpeg, png, webp } from './tiny-images.js';

const read = (name: string, bytes: Uint8Array) => readImageHeader(name, Buffer.from(bytes));

describe('the header of an image', () => {
  it.each([
    ['image/jpeg', 'a.jpg', jpeg(640, 360)],
    ['image/jpeg', 'folder.png/A.JPEG', jpeg(640, 360)],
    ['image/png', 'a.png', png(640, 360)],
    ['image/gif', 'a.gif', gif(640, 360)],
    ['image/bmp', 'a.bmp', bmp(640, 360)],
    ['image/webp', 'a.webp', webp(640, 360)],
  ])('tells type and size of %s in %s', (contentType, name, bytes) => {
    expect(read(name, bytes)).toEqual({ contentType, width: 640, height: 360 });
  });

  it.each([
    ['a.jpg', jpeg(1, 1)],
    ['a.png', png(1, 1)],
  ])('is one of a single pixel in %s', (name, bytes) => {
    expect(read(name, bytes)).toMatchObject({ width: 1, height: 1 });
  });

  const portrait = { width: 360, height: 640 };
  const landscape = { width: 640, height: 360 };

  it.each([0, 1, 2, 3, 4, 9, 65_535])('keeps the sides of an image with orientation %i', (orientation) => {
    expect(read('a.jpg', jpeg(640, 360, { orientation }))).toMatchObject(landscape);
    expect(read('a.png', png(640, 360, { orientation }))).toMatchObject(landscape);
  });

  it.each([5, 6, 7, 8])('swaps the sides of an image with orientation %i, as a browser shows it', (orientation) => {
    expect(read('a.jpg', jpeg(640, 360, { orientation }))).toMatchObject(portrait);
    expect(read('a.png', png(640, 360, { orientation }))).toMatchObject(portrait);
    expect(read('a.png', png(640, 360, { orientation, order: 'MM' }))).toMatchObject(portrait);
  });

  it('keeps the sides of a PNG whose orientation comes behind the picture, as browsers do', () => {
    expect(read('a.png', png(640, 360, { orientation: 6, late: true }))).toMatchObject(landscape);
  });

  it('is found behind what a camera wrote before it, when that much was read', () => {
    const bytes = jpeg(640, 360, { filler: 60_000 });
    expect(read('a.jpg', bytes)).toMatchObject({ width: 640 });
    expect(read('a.jpg', bytes.subarray(0, 50_000))).toHaveProperty('problem');
  });

  it.each([
    ['SVG, which is active content', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')],
    ['HTML', Buffer.from('<html><script>alert(1)</script></html>')],
    ['nothing', new Uint8Array()],
    ['a PNG without a size', png(0, 360)],
    ['a GIF without a size', gif(640, 0)],
  ])('is none for %s', (_, bytes) => {
    expect(read('a.jpg', bytes)).toEqual({ problem: 'it has no header of an image' });
  });

  it.each([
    ['a.jpg', png(640, 360), 'it is image/png and not what its name says'],
    ['a.png', jpeg(640, 360), 'it is image/jpeg and not what its name says'],
    ['jpg', jpeg(640, 360), undefined],
    ['a', jpeg(640, 360), 'it is image/jpeg and not what its name says'],
  ])('is refused where %s lies about its type', (name, bytes, problem) => {
    expect((read(name, bytes) as { problem?: string }).problem).toBe(problem);
  });

  it('is none, or whole numbers, wherever an image was cut or changed, and never an error', () => {
    const cut = fc
      .constantFrom<[string, Uint8Array]>(
        ['a.jpg', jpeg(640, 360, { orientation: 6 })],
        ['a.png', png(640, 360, { orientation: 6 })],
        ['a.png', png(640, 360, { orientation: 6, order: 'MM' })],
        ['a.gif', gif(1, 1)],
        ['a.bmp', bmp(1, 1)],
        ['a.webp', webp(1, 1)],
      )
      .chain(([name, bytes]) =>
        fc.record({
          name: fc.constant(name),
          bytes: fc.constant(bytes),
          length: fc.nat(bytes.length),
          at: fc.nat(bytes.length),
          by: fc.nat(255),
        }),
      );
    fc.assert(
      fc.property(cut, ({ name, bytes, length, at, by }) => {
        const changed = bytes.slice(0, length);
        changed[at] = by;
        const header = read(name, changed);
        if ('problem' in header) return;
        expect(header.contentType).toMatch(/^image\/(jpeg|png|gif|bmp|webp)$/);
        expect(Number.isSafeInteger(header.width) && Number.isSafeInteger(header.height)).toBe(true);
        expect(Math.min(header.width, header.height)).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => read('a.png', bytes)).not.toThrow();
      }),
    );
  });
});

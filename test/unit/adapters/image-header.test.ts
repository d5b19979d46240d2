import fc from 'fast-check';
import { headerOf as read } from './file-in-memory.js';
import { avif, bmp, box, exif, gif, ispe, jpeg, png, segment, tiff, webp, xmp } from './tiny-images.js';
import { propertyRuns } from '../../setup/property-runs.js';

describe('the header of an image', () => {
  it.each([
    ['image/jpeg', 'a.jpg', jpeg(640, 360)],
    ['image/jpeg', 'folder.png/A.JPEG', jpeg(640, 360)],
    ['image/png', 'a.png', png(640, 360)],
    ['image/gif', 'a.gif', gif(640, 360)],
    ['image/bmp', 'a.bmp', bmp(640, 360)],
    ['image/webp', 'a.webp', webp(640, 360)],
    ['image/avif', 'a.avif', avif(640, 360)],
  ])('gives the type and size of %s in %s', async (contentType, name, bytes) => {
    expect(await read(name, bytes)).toEqual({ contentType, width: 640, height: 360 });
  });

  it.each([
    ['a.jpg', jpeg(1, 1)],
    ['a.png', png(1, 1)],
  ])('gives the size of an image of one pixel in %s', async (name, bytes) => {
    expect(await read(name, bytes)).toMatchObject({ width: 1, height: 1 });
  });

  const portrait = { width: 360, height: 640 };
  const landscape = { width: 640, height: 360 };

  it.each([0, 1, 2, 3, 4, 9, 65_535])('keeps the sides of an image with orientation %i', async (orientation) => {
    expect(await read('a.jpg', jpeg(640, 360, { orientation }))).toMatchObject(landscape);
    expect(await read('a.png', png(640, 360, { orientation }))).toMatchObject(landscape);
  });

  it.each([5, 6, 7, 8])(
    'swaps the sides of an image with orientation %i, as a browser shows it',
    async (orientation) => {
      expect(await read('a.jpg', jpeg(640, 360, { orientation }))).toMatchObject(portrait);
      expect(await read('a.png', png(640, 360, { orientation }))).toMatchObject(portrait);
      expect(await read('a.png', png(640, 360, { orientation, order: 'MM' }))).toMatchObject(portrait);
    },
  );

  it.each([
    ['begins late in its EXIF', [exif(tiff(6, { at: 20 }))]],
    ['begins late in its EXIF, high bytes first', [exif(tiff(6, { at: 20, order: 'MM' }))]],
    ['lies before an EXIF without one', [exif(tiff(6)), exif(tiff())]],
    ['lies behind an EXIF without one', [exif(tiff()), exif(tiff(6))]],
    ['lies behind XMP', [xmp, exif(tiff(6))]],
    ['lies before XMP', [exif(tiff(6)), xmp]],
    ['is the first of two', [exif(tiff(6)), exif(tiff(1))]],
  ])('swaps the sides of a JPEG whose orientation %s', async (_, segments) => {
    expect(await read('a.jpg', jpeg(640, 360, { segments }))).toMatchObject(portrait);
  });

  it.each([
    ['nothing', []],
    ['half a header', tiff(6).slice(0, 6)],
    ['no byte order', [0, 0, ...tiff(6).slice(2)]],
    ['a directory behind its end', tiff(6).map((byte, i) => (i === 4 ? 200 : byte))],
    ['a directory without an end', tiff(6).map((byte, i) => (i === 4 ? 255 : byte))],
    ['half an entry', tiff(6).slice(0, 24)],
    ['more entries than bytes', tiff().map((byte, i) => (i === 8 ? 255 : byte))],
    ['an orientation in letters', tiff(6, { type: 2 })],
  ])('is read in spite of an EXIF that holds %s', async (_, data) => {
    expect(await read('a.jpg', jpeg(640, 360, { segments: [exif(data)] }))).toMatchObject(landscape);
  });

  it("ignores the orientation of a camera's preview image", async () => {
    const small = [...jpeg(64, 36, { orientation: 6 })];
    expect(await read('a.jpg', jpeg(640, 360, { segments: [exif([...tiff(1), ...small])] }))).toMatchObject(landscape);
    expect(await read('a.jpg', jpeg(640, 360, { segments: [exif([...tiff(), ...small])] }))).toMatchObject(landscape);
  });

  it('ignores the orientation in a segment of another program', async () => {
    const other = segment(0xe1, [...Buffer.from('Other\0'), ...tiff(6)]);
    expect(await read('a.jpg', jpeg(640, 360, { segments: [other] }))).toMatchObject(landscape);
  });

  it.each([
    ['fill bytes before a marker', [[0xff, 0xff, 0xff, ...exif(tiff(6))], [0xff]]],
    ['bytes between its segments that belong to none', [[1, 2, 3], exif(tiff(6)), [0, 0, 0]]],
    ['a marker that stands alone', [[0xff, 0x01], exif(tiff(6)), [0xff, 0xd0]]],
    ['a comment that looks like a frame', [segment(0xfe, [0xff, 0xc0, 0, 17, 8, 0, 1, 0, 1]), exif(tiff(6))]],
  ])('is read from a JPEG with %s', async (_, segments) => {
    expect(await read('a.jpg', jpeg(640, 360, { segments }))).toEqual({ contentType: 'image/jpeg', ...portrait });
    expect(await read('a.jpg', jpeg(640, 360, { segments, isProgressive: true }))).toMatchObject(portrait);
  });

  it('keeps the sides of a PNG whose orientation comes behind the picture, as browsers do', async () => {
    expect(await read('a.png', png(640, 360, { orientation: 6, late: true }))).toMatchObject(landscape);
  });

  it.each([
    [0, landscape],
    [1, portrait],
    [2, landscape],
    [3, portrait],
  ])('swaps the sides of an AVIF that is turned by an odd number of quarters: %i', async (turns, size) => {
    expect(await read('a.avif', avif(640, 360, { turns }))).toEqual({ contentType: 'image/avif', ...size });
  });

  it('is that of the whole AVIF, not of its preview or its parts', async () => {
    const properties = [box('free'), ispe(64, 36), box('ispe', [0])];
    expect(await read('a.avif', avif(640, 360, { properties }))).toMatchObject(landscape);
    expect(await read('a.avif', avif(64, 36, { properties: [ispe(640, 360)] }))).toMatchObject(landscape);
  });

  it("is found behind a camera's data when that much was read", async () => {
    const bytes = jpeg(640, 360, { filler: 60_000 });
    expect(await read('a.jpg', bytes)).toMatchObject({ width: 640 });
    expect(await read('a.jpg', bytes.subarray(0, 50_000))).toHaveProperty('problem');
  });

  it.each([
    ['SVG, which is active content', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')],
    ['HTML', Buffer.from('<html><script>alert(1)</script></html>')],
    ['nothing', new Uint8Array()],
    ['a PNG without a size', png(0, 360)],
    ['a JPEG without a height', jpeg(640, 0)],
    ['a PNG wider than a PNG can be', png(2 ** 31, 360)],
    ['a BMP of a negative width', bmp(-640, 360)],
    ['an AVIF wider than any image', avif(2 ** 31, 360)],
    ['a GIF without a size', gif(640, 0)],
    ['an AVIF without a size', avif(640, 0)],
    [
      'HEIC, which browsers do not show',
      Buffer.from(Buffer.from(avif(640, 360)).toString('latin1').replace('avif', 'heic'), 'latin1'),
    ],
  ])('is missing in %s', async (_, bytes) => {
    expect(await read('a.jpg', bytes)).toEqual({ problem: 'it has no header of an image' });
  });

  it.each([
    ['a.jpg', png(640, 360), 'it is image/png and not what its name says'],
    ['a.png', jpeg(640, 360), 'it is image/jpeg and not what its name says'],
    ['jpg', jpeg(640, 360), undefined],
    ['a', jpeg(640, 360), 'it is image/jpeg and not what its name says'],
  ])('is refused where %s contradicts its type', async (name, bytes, problem) => {
    expect(((await read(name, bytes)) as { problem?: string }).problem).toBe(problem);
  });

  it('is read in a PNG and a JPEG of the largest size, and in a BMP from top to bottom or with the oldest header', async () => {
    expect(await read('a.png', png(2 ** 31 - 1, 1))).toMatchObject({ width: 2 ** 31 - 1, height: 1 });
    expect(await read('a.jpg', jpeg(65_535, 65_535))).toMatchObject({ width: 65_535, height: 65_535 });
    expect(await read('a.bmp', bmp(640, -360))).toMatchObject(landscape);
    const oldest = Buffer.from(bmp(0, 0));
    oldest.writeUInt32LE(12, 14);
    oldest.writeUInt16LE(640, 18);
    oldest.writeUInt16LE(360, 20);
    expect(await read('a.bmp', oldest)).toEqual({ contentType: 'image/bmp', ...landscape });
  });

  it('is missing or has whole numbers, wherever an image was cut or changed, and never throws', async () => {
    const cut = fc
      .constantFrom<[string, Uint8Array]>(
        ['a.jpg', jpeg(640, 360, { orientation: 6 })],
        ['a.png', png(640, 360, { orientation: 6 })],
        ['a.png', png(640, 360, { orientation: 6, order: 'MM' })],
        ['a.gif', gif(1, 1)],
        ['a.bmp', bmp(1, 1)],
        ['a.webp', webp(1, 1)],
        ['a.avif', avif(640, 360, { turns: 1 })],
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
    await fc.assert(
      fc.asyncProperty(cut, async ({ name, bytes, length, at, by }) => {
        const changed = bytes.slice(0, length);
        changed[at] = by;
        const header = await read(name, changed);
        if ('problem' in header) return;
        expect(header.contentType).toMatch(/^image\/(jpeg|png|gif|bmp|webp|avif)$/);
        expect(Number.isSafeInteger(header.width) && Number.isSafeInteger(header.height)).toBe(true);
        expect(Math.min(header.width, header.height)).toBeGreaterThan(0);
      }),
      { numRuns: propertyRuns(4) },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await expect(read('a.png', bytes)).resolves.toBeDefined();
      }),
    );
  });
});

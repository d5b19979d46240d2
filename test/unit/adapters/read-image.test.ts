import { readImage } from '../../../src/adapters/blob/read-image.js';
import type { Part } from '../../../src/adapters/blob/read-blob.js';
import { bmp, gif, jpeg, png, webp } from './tiny-images.js';

const LARGE = 300_000;
const SIZE = { width: 640, height: 360 };

/** Reads a file in memory as storage does, and says what was asked. */
async function read(name: string, file: Uint8Array) {
  const asked: Part[] = [];
  const header = await readImage(name, ({ from = 0, maxBytes }) => {
    asked.push({ from, maxBytes });
    return Promise.resolve({ bytes: Buffer.from(file.subarray(from, from + maxBytes)), size: file.length });
  });
  return { header, asked };
}

const CUT_OFF = { problem: 'it is cut off' };
const AT_START = { from: 0, maxBytes: 65_536 };
const atEnd = (size: number) => ({ from: size - 65_536, maxBytes: 65_536 });

describe('an image', () => {
  it.each([
    ['a.jpg', jpeg(640, 360), 1],
    ['a.jpg', jpeg(640, 360, { orientation: 1 }), 1],
    // The mark and the checksum behind it.
    ['a.png', png(640, 360), 12],
    ['a.webp', webp(640, 360), 1],
    ['a.bmp', bmp(640, 360), 1],
  ])('that is small is read with one call, whole or not: %s', async (name, whole, cut) => {
    expect(await read(name, whole)).toMatchObject({ header: SIZE, asked: [AT_START] });
    const { header, asked } = await read(name, whole.subarray(0, whole.length - cut));
    expect([header, asked]).toEqual([CUT_OFF, [AT_START]]);
  });

  it.each([
    ['a.jpg', jpeg(640, 360, { picture: LARGE }), 1],
    ['a.jpg', jpeg(640, 360, { picture: LARGE }), LARGE / 2],
    ['a.png', png(640, 360, { picture: LARGE }), 12],
    ['a.png', png(640, 360, { picture: LARGE }), LARGE / 2],
  ])('that is large has its end looked at: %s', async (name, whole, cut) => {
    expect(await read(name, whole)).toMatchObject({ header: SIZE, asked: [AT_START, atEnd(whole.length)] });
    const left = whole.length - cut;
    const { header, asked } = await read(name, whole.subarray(0, left));
    expect([header, asked]).toEqual([CUT_OFF, [AT_START, atEnd(left)]]);
  });

  it.each([
    ['a.webp', webp(640, 360, { picture: LARGE })],
    ['a.bmp', bmp(640, 360, { picture: LARGE })],
  ])('that says how long it is needs no look at its end: %s', async (name, whole) => {
    expect(await read(name, whole)).toMatchObject({ header: SIZE, asked: [AT_START] });
    const { header, asked } = await read(name, whole.subarray(0, whole.length - 1));
    expect([header, asked]).toEqual([CUT_OFF, [AT_START]]);
  });

  it('of a GIF is taken as it is', async () => {
    const whole = gif(640, 360);
    expect((await read('a.gif', whole.subarray(0, whole.length - 1))).header).toMatchObject(SIZE);
  });

  it.each([65_534, 65_535, 65_536, 65_537])(
    'is whole where its end mark lies around the end of the first call: %d',
    async (length) => {
      const whole = jpeg(640, 360, { picture: length - jpeg(640, 360).length + 1 });
      expect(whole).toHaveLength(length);
      expect((await read('a.jpg', whole)).header).toMatchObject(SIZE);
      expect((await read('a.jpg', whole.subarray(0, length - 1))).header).toEqual(CUT_OFF);
    },
  );

  it('is cut off where only the small picture in its EXIF is whole', async () => {
    const small = jpeg(16, 9);
    const whole = jpeg(640, 360);
    const exif = [0xff, 0xe1, 0, small.length + 2, ...small];
    const around = Uint8Array.from([...whole.subarray(0, 2), ...exif, ...whole.subarray(2)]);
    expect((await read('a.jpg', around)).header).toMatchObject(SIZE);
    expect((await read('a.jpg', around.subarray(0, around.length - 1))).header).toEqual(CUT_OFF);
  });

  it('has its header looked for once more where a camera wrote much before it', async () => {
    const late = jpeg(640, 360, { filler: 65_530 });
    expect(await read('a.jpg', late)).toMatchObject({
      header: SIZE,
      asked: [AT_START, { from: 0, maxBytes: 1_048_576 }],
    });
    expect((await read('a.jpg', late.subarray(0, late.length - 1))).header).toEqual(CUT_OFF);
  });

  it.each([0, 10, 2_000_000])('is none in %d bytes of something else', async (length) => {
    const { header, asked } = await read('a.jpg', new Uint8Array(length));
    expect(header).toEqual({ problem: 'it has no header of an image' });
    expect(asked.length).toBe(length > 65_536 ? 2 : 1);
  });
});

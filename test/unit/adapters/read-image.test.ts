import { readFileSync } from 'node:fs';
import { readImage } from '../../../src/adapters/blob/read-image.js';
import type { Part } from '../../../src/adapters/blob/blob-image-reader.js';
import { partsOf } from './file-in-memory.js';
import { avif, bmp, box, gif, ispe, jpeg, png, segment, webp } from './tiny-images.js';

const LARGE = 300_000;
const SIZE = { width: 640, height: 360 };

/** Reads a file in memory as storage does, and says what was asked. */
async function read(name: string, file: Uint8Array) {
  const asked: Part[] = [];
  const header = await readImage(name, ({ from = 0, maxBytes }) => {
    asked.push({ from, maxBytes });
    return partsOf(file)({ from, maxBytes });
  });
  return { header, asked };
}

const CUT_OFF = { problem: 'it is cut off' };
const AT_START = { from: 0, maxBytes: 65_536 };
const atEnd = (size: number) => ({ from: size - 65_536, maxBytes: 65_536 });

describe('reading an image', () => {
  it.each([
    ['a.jpg', jpeg(640, 360), 1],
    ['a.jpg', jpeg(640, 360, { orientation: 1 }), 1],
    // The last chunk, a checksum, and the last byte of the picture.
    ['a.png', png(640, 360), 17],
    ['a.webp', webp(640, 360), 1],
    ['a.bmp', bmp(640, 360), 1],
    ['a.avif', avif(640, 360), 1],
  ])('takes one call for a small one, complete or not: %s', async (name, whole, cut) => {
    expect(await read(name, whole)).toMatchObject({ header: SIZE, asked: [AT_START] });
    const { header, asked } = await read(name, whole.subarray(0, whole.length - cut));
    expect([header, asked]).toEqual([CUT_OFF, [AT_START]]);
  });

  it.each([
    ['a.jpg', jpeg(640, 360, { picture: LARGE }), 1],
    ['a.jpg', jpeg(640, 360, { picture: LARGE }), LARGE / 2],
    ['a.png', png(640, 360, { picture: LARGE }), 17],
    ['a.png', png(640, 360, { picture: LARGE }), LARGE / 2],
  ])('reads the end of a large one, and more only where that is missing: %s', async (name, whole, cut) => {
    expect(await read(name, whole)).toMatchObject({ header: SIZE, asked: [AT_START, atEnd(whole.length)] });
    const left = whole.length - cut;
    const { header, asked } = await read(name, whole.subarray(0, left));
    expect([header, asked.slice(0, 2), asked.length]).toEqual([CUT_OFF, [AT_START, atEnd(left)], 3]);
  });

  it.each([
    ['a.webp', webp(640, 360, { picture: LARGE })],
    ['a.bmp', bmp(640, 360, { picture: LARGE })],
    ['a.avif', avif(640, 360, { picture: LARGE })],
  ])('skips the end where the header gives the length: %s', async (name, whole) => {
    expect(await read(name, whole)).toMatchObject({ header: SIZE, asked: [AT_START] });
    const { header, asked } = await read(name, whole.subarray(0, whole.length - 1));
    expect([header, asked]).toEqual([CUT_OFF, [AT_START]]);
  });

  it('accepts a GIF without a check of its end', async () => {
    const whole = gif(640, 360);
    expect((await read('a.gif', whole.subarray(0, whole.length - 1))).header).toMatchObject(SIZE);
  });

  it.each([65_534, 65_535, 65_536, 65_537])(
    'finds the end mark around the end of the first call: %d',
    async (length) => {
      const whole = jpeg(640, 360, { picture: length - jpeg(640, 360).length + 1 });
      expect(whole).toHaveLength(length);
      expect((await read('a.jpg', whole)).header).toMatchObject(SIZE);
      expect((await read('a.jpg', whole.subarray(0, length - 1))).header).toEqual(CUT_OFF);
    },
  );

  it('detects a truncated image whose EXIF preview is complete', async () => {
    const small = jpeg(16, 9);
    const whole = jpeg(640, 360);
    const exif = [0xff, 0xe1, 0, small.length + 2, ...small];
    const around = Uint8Array.from([...whole.subarray(0, 2), ...exif, ...whole.subarray(2)]);
    expect((await read('a.jpg', around)).header).toMatchObject(SIZE);
    const pictureAt = around.length - 13;
    expect((await read('a.jpg', around.subarray(0, around.length - 1))).header).toEqual(CUT_OFF);
    expect((await read('a.jpg', around.subarray(0, pictureAt))).header).toEqual(CUT_OFF);
  });

  it('accepts trailing data, and skips the end of a small image with it', async () => {
    const behind = [0, 0xff, 0xda, 0, 0xff, 0xd8, 0xff, 0xda, 0xff];
    const [small, large] = [jpeg(640, 360), jpeg(640, 360, { picture: LARGE })];
    const film = Array.from({ length: 100_000 }, (_, i) => behind[i % behind.length] ?? 0);
    const and = (picture: Uint8Array, more: readonly number[]) => Uint8Array.from([...picture, ...more]);
    expect(await read('a.jpg', and(small, behind))).toMatchObject({ header: SIZE, asked: [AT_START] });
    expect(await read('a.jpg', and(small, film))).toMatchObject({ header: SIZE, asked: [AT_START] });
    expect(await read('a.jpg', and(large, behind))).toMatchObject({ header: SIZE });
    expect(await read('a.jpg', and(large.subarray(0, -2), behind))).toMatchObject({ header: CUT_OFF });
  });

  it('detects a truncated image of which both parts hold much', async () => {
    const small = [...jpeg(16, 9)];
    const segments = [segment(0xe2, [...Array<number>(40_000).fill(0), ...small])];
    const whole = jpeg(640, 360, { segments, picture: 30_000 });
    expect((await read('a.jpg', whole)).header).toMatchObject(SIZE);
    expect((await read('a.jpg', whole.subarray(0, whole.length - 1))).header).toEqual(CUT_OFF);
  });

  it('detects a truncated image of several scans, wherever it ends', async () => {
    const whole = readFileSync('test/fixtures/images/progressive.jpg');
    expect((await read('a.jpg', whole)).header).toMatchObject({ width: 48, height: 32 });
    const lastScan = whole.lastIndexOf(Buffer.from([0xff, 0xda]));
    for (let length = Math.ceil(whole.length * 0.3); length < lastScan; length++) {
      expect([length, (await read('a.jpg', whole.subarray(0, length))).header]).toEqual([length, CUT_OFF]);
    }
  });

  it.each([70_000, 5_000_000])('skips %d bytes of text before the orientation of a PNG', async (comment) => {
    const file = png(640, 360, { comment, orientation: 6 });
    const { header, asked } = await read('a.png', file);
    expect(header).toMatchObject({ width: 360, height: 640 });
    expect(asked.map(({ from }) => from)).toEqual([0, 33 + 12 + comment, file.length - 65_536]);
  });

  it('takes one call for a PNG whose picture begins early', async () => {
    const { asked } = await read('a.png', png(640, 360, { picture: LARGE, orientation: 6 }));
    expect(asked.filter(({ from }) => from === 0)).toEqual([AT_START]);
  });

  /** A camera's segments of 64 KiB before those of a whole image. */
  const behind = (count: number, data = 65_530) => {
    const [image, camera] = [
      jpeg(640, 360, { orientation: 6 }),
      Buffer.from(segment(0xe1, Array<number>(data).fill(0x20))),
    ];
    return Buffer.concat([image.subarray(0, 2), ...Array<Buffer>(count).fill(camera), image.subarray(2)]);
  };

  it.each([
    [1, 2],
    [19, 3],
    [128, 9],
    [240, 16],
  ])("follows the lengths of a camera's segments before the frame, with few reads: %d", async (count, reads) => {
    const late = behind(count);
    const { header, asked } = await read('a.jpg', late);
    expect([header, asked.length]).toEqual([{ contentType: 'image/jpeg', width: 360, height: 640 }, reads]);
    expect(asked.every(({ maxBytes }) => maxBytes <= 1_048_576)).toBe(true);
    expect((await read('a.jpg', late.subarray(0, late.length - 1))).header).toHaveProperty('problem');
  });

  it.each([
    ['reads', behind(300)],
    ['segments', behind(1001, 0)],
  ])('says that it read no further where a header would take more %s', async (_, file) => {
    const { header, asked } = await read('a.jpg', file);
    expect(header).toEqual({ problem: 'it has no header of an image as far as it is read' });
    expect(asked.length).toBeLessThanOrEqual(17);
  });

  it('reads more for an AVIF whose size comes behind much of something else', async () => {
    const late = avif(640, 360, {
      properties: [ispe(64, 36), box('free', Array<number>(LARGE).fill(0))],
      picture: LARGE,
    });
    const { header, asked } = await read('a.avif', late);
    expect([header, asked.length]).toEqual([{ contentType: 'image/avif', ...SIZE }, 2]);
    const behind = Uint8Array.from([
      ...late.subarray(0, 12),
      ...box('free', Array<number>(LARGE).fill(0)),
      ...late.subarray(12),
    ]);
    expect((await read('a.avif', behind)).header).toMatchObject(SIZE);
  });

  it.each([0, 10, 2_000_000])('finds no image in %d bytes of something else, in one call', async (length) => {
    const { header, asked } = await read('a.jpg', new Uint8Array(length));
    expect([header, asked]).toEqual([{ problem: 'it has no header of an image' }, [AT_START]]);
  });

  it.each([1, 2, 3])('says why storage does not serve it, at the call of this number: %d', async (refused) => {
    let calls = 0;
    const file = jpeg(640, 360, { picture: LARGE }).subarray(0, -2);
    const header = await readImage('a.jpg', (part) => {
      calls += 1;
      const problem = 'it is in the archive tier';
      return calls < refused ? partsOf(file)(part) : Promise.resolve({ bytes: Buffer.alloc(0), size: 0, problem });
    });
    expect([header, calls]).toEqual([{ problem: 'it is in the archive tier' }, refused]);
  });
});

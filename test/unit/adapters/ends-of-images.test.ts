import { readFileSync } from 'node:fs';
import { readImage } from '../../../src/adapters/blob/read-image.js';
import { partsOf } from './file-in-memory.js';
import { avif, bmp, box, flatJpeg, jpeg, png, webp } from './tiny-images.js';

const SIZE = { width: 640, height: 360 };
const CUT_OFF = { problem: 'it is cut off' };
const read = (name: string, file: Uint8Array) => readImage(name, partsOf(file));
const TRAILER = Uint8Array.from({ length: 212 }, (_, i) => i);
const and = (file: Uint8Array, more: Uint8Array) => Buffer.concat([file, more]);

describe('a JPEG without its end mark', () => {
  it.each([
    ['of one component', { sampling: [0x11] }],
    ['with colours in quarters', { sampling: [0x22, 0x11, 0x11] }],
    ['with colours in halves', { sampling: [0x21, 0x11, 0x11] }],
    ['of one component that is not alone in its units', { sampling: [0x22] }],
    ['of four components', { sampling: [0x22, 0x11, 0x11, 0x22] }],
    ['with a scan for each component', { sampling: [0x22, 0x11, 0x11], inScans: true }],
    ['with bytes that look like markers', { sampling: [0x22, 0x11, 0x11], isBusy: true }],
    ['with restarts', { sampling: [0x22, 0x11, 0x11], interval: 3 }],
  ])('is shown where all its blocks are there, and is cut off without the last: %s', async (_, parts) => {
    for (const [width, height] of [
      [8, 8],
      [100, 53],
      [640, 360],
    ] as const) {
      const whole = flatJpeg(width, height, parts);
      const bare = whole.subarray(0, -2);
      expect(await read('a.jpg', bare)).toMatchObject({ width, height });
      expect(await read('a.jpg', and(bare, TRAILER))).toMatchObject({ width, height });
      expect(await read('a.jpg', bare.subarray(0, -1))).toEqual(CUT_OFF);
    }
  });

  it.each(['cmyk.jpg', 'turned.jpg'])(
    'is cut off wherever it ends within the picture of a real one: %s',
    async (name) => {
      const whole = readFileSync(`test/fixtures/images/${name}`);
      const end = whole.lastIndexOf(Buffer.from([0xff, 0xd9]));
      const size = await read(name, whole);
      expect(size).toHaveProperty('width');
      expect(await read(name, whole.subarray(0, end))).toEqual(size);
      expect(await read(name, and(whole.subarray(0, end), TRAILER))).toEqual(size);
      const from = whole.lastIndexOf(Buffer.from([0xff, 0xda]));
      for (let length = from; length < end - 1; length++) {
        expect([length, await read(name, whole.subarray(0, length))]).toEqual([length, CUT_OFF]);
      }
    },
  );

  it('is shown where a progressive one lacks nothing but its finest detail', async () => {
    const whole = readFileSync('test/fixtures/images/progressive.jpg');
    const lastScan = whole.lastIndexOf(Buffer.from([0xff, 0xda]));
    expect(await read('a.jpg', whole.subarray(0, -2))).toMatchObject({ width: 48, height: 32 });
    expect(await read('a.jpg', whole.subarray(0, lastScan))).toEqual(CUT_OFF);
  });

  it.each([
    ['no tables', jpeg(640, 360).subarray(0, -2)],
    ['no scan', flatJpeg(640, 360).subarray(0, 80)],
    ['a component of no size', sampled(0x00, 0x11)],
    ['components of no size', sampled(0x00, 0x00)],
    ['more components than there are', flatJpeg(640, 360, { sampling: Array<number>(60).fill(0x11) }).subarray(0, -2)],
  ])('counts as cut off where it has %s', async (_, file) => {
    expect(await read('a.jpg', file)).toEqual(CUT_OFF);
  });

  it('needs no more tables in a segment than there can be', async () => {
    const whole = flatJpeg(8, 8);
    const inOneSegment = (unused: number) => {
      const tables = [...Array<number>(17 * unused).fill(0), ...whole.subarray(6, 26), ...whole.subarray(30, 50)];
      return Buffer.from([0xff, 0xd8, 0xff, 0xc4, 0, 2 + tables.length, ...tables, ...whole.subarray(50, -2)]);
    };
    expect(await read('a.jpg', inOneSegment(6))).toMatchObject({ width: 8 });
    expect(await read('a.jpg', inOneSegment(7))).toEqual(CUT_OFF);
  });

  it('is left out where it is longer than is read at a time, and the reason says so', async () => {
    const bare = flatJpeg(640, 360).subarray(0, -2);
    const trailer = (bytes: number) => new Uint8Array(bytes - bare.length);
    expect(await read('a.jpg', and(bare, trailer(1_048_576)))).toMatchObject(SIZE);
    const problem = 'its end is not found as far as it is read';
    expect(await read('a.jpg', and(bare, trailer(1_048_577)))).toEqual({ problem });
  });
});

describe('a picture that is all there is shown, whatever its file says of its end', () => {
  it.each([
    ['a PNG without its end', 'a.png', png(640, 360).subarray(0, -12)],
    ['a PNG without its last checksum', 'a.png', png(640, 360).subarray(0, -16)],
    ['a PNG with something else at its end', 'a.png', and(png(640, 360).subarray(0, -12), TRAILER)],
    ['a large PNG without its end', 'a.png', png(640, 360, { picture: 3_000_000 }).subarray(0, -12)],
    ['a WebP that says it is longer', 'a.webp', changed(webp(640, 360), 4, 255)],
    ['a WebP without the chunk behind its picture', 'a.webp', changed(webp(640, 360), 4, 100)],
    ['a BMP that says it is longer', 'a.bmp', changed(realBmp(), 2, 255)],
    ['a BMP without the bytes that fill its last row', 'a.bmp', realBmp().subarray(0, -2)],
    ['an AVIF whose last box says it is longer', 'a.avif', changed(locatedAvif(0), -5, 200)],
    ['an AVIF whose last box reaches to the end', 'a.avif', changed(avif(640, 360), -6, 0)],
    ['an AVIF whose header is that box', 'a.avif', metaLast()],
  ])('%s', async (_, name, file) => {
    expect(await read(name, file)).toMatchObject(name === 'a.bmp' ? { width: 10, height: 4 } : SIZE);
  });

  it.each([
    ['a PNG that ends in a chunk of it', 'a.png', png(640, 360, { picture: 100_000 }).subarray(0, 90_000)],
    ['a PNG that ends before it', 'a.png', png(640, 360).subarray(0, 33)],
    ['a WebP that ends in it', 'a.webp', webp(640, 360, { picture: 50 }).subarray(0, -10)],
    [
      'a WebP that ends before it',
      'a.webp',
      Buffer.from('RIFF\x80\0\0\0WEBPVP8X\x0a\0\0\0' + '\0'.repeat(10), 'latin1'),
    ],
    ['a BMP that ends in its last row', 'a.bmp', realBmp().subarray(0, -3)],
    ['a BMP that says it is shorter', 'a.bmp', changed(realBmp(), 2, 60).subarray(0, -40)],
    ['an AVIF whose image lies behind its end', 'a.avif', locatedAvif(1)],
  ])('but not %s', async (_, name, file) => {
    expect(await read(name, file)).toEqual(CUT_OFF);
  });
});

/** An AVIF with its `meta` box at the end, which says of its length that it goes so far. */
function metaLast(): Uint8Array {
  const file = avif(640, 360, { picture: 1 });
  const [start, meta, picture] = [file.subarray(0, 12), file.slice(12, -9), file.subarray(-9)];
  return Buffer.concat([start, picture, meta.fill(0, 0, 4)]);
}

/** Two components in one scan that say these sizes of themselves. */
function sampled(first: number, second: number): Uint8Array {
  const file = flatJpeg(640, 360, { sampling: [0x11, 0x11] }).subarray(0, -2);
  const frame = Buffer.from(file).indexOf(Buffer.from([0xff, 0xc0]));
  return changed(changed(file, frame + 11, first), frame + 14, second);
}

function changed(file: Uint8Array, at: number, to: number): Uint8Array {
  return Uint8Array.from(file).fill(to, at < 0 ? file.length + at : at, at < 0 ? file.length + at + 1 : at + 1);
}

/** Four rows of ten pixels of three bytes, each filled up by two. */
function realBmp(): Uint8Array {
  return changed(bmp(10, 4, { picture: 4 + 4 * 32 }), 28, 24);
}

/** An AVIF that says where its image lies: in its last box, or so many bytes further. */
function locatedAvif(further: number): Uint8Array {
  const bytes = (offset: number) => {
    const iloc = box(
      'iloc',
      [0, 0, 0, 0, 0x44, 0, 0, 1],
      [0, 1, 0, 0, 0, 1],
      [0, 0, offset >> 8, offset & 255],
      [0, 0, 0, 4],
    );
    return avif(640, 360, { boxes: [iloc], picture: 4 });
  };
  return bytes(bytes(0).length - 4 + further);
}

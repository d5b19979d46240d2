/** Real images of few bytes, made here so that their sizes are known. */

const u16be = (value: number) => [value >> 8, value & 255];
const u16le = (value: number) => u16be(value).reverse();
const u32be = (value: number) => [...u16be(value >>> 16), ...u16be(value & 65_535)];
const u32le = (value: number) => u32be(value).reverse();
const text = (ascii: string) => [...Buffer.from(ascii, 'latin1')];

/** A TIFF with two entries, of which the second says how the picture is turned. */
function tiff(orientation: number, order: 'II' | 'MM' = 'II'): number[] {
  const [u16, u32] = order === 'II' ? [u16le, u32le] : [u16be, u32be];
  const entry = (tag: number, value: number) => [...u16(tag), ...u16(3), ...u32(1), ...u16(value), 0, 0];
  return [
    ...text(order),
    ...u16(42),
    ...u32(8),
    ...u16(2),
    ...entry(0x0103, 6),
    ...entry(0x0112, orientation),
    ...u32(0),
  ];
}

/**
 * `orientation` is of EXIF, in a segment before the frame; `filler` bytes lie between them, as a camera's profile does. The picture
 * takes `picture` bytes.
 */
export function jpeg(
  width: number,
  height: number,
  { orientation, filler = 0, picture = 1 }: { orientation?: number; filler?: number; picture?: number } = {},
) {
  const segment = (marker: number, data: number[]) => [0xff, marker, ...u16be(data.length + 2), ...data];
  const jfif = segment(0xe0, [...text('JFIF\0'), 1, 1, 0, ...u16be(1), ...u16be(1), 0, 0]);
  const exif = orientation === undefined ? jfif : segment(0xe1, [...text('Exif\0\0'), ...tiff(orientation)]);
  const fill = filler === 0 ? [] : segment(0xe2, Array<number>(filler).fill(0));
  const frame = segment(0xc0, [8, ...u16be(height), ...u16be(width), 1, 1, 0x11, 0]);
  const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), ...Array<number>(picture).fill(0x55)];
  return Uint8Array.from([0xff, 0xd8, ...exif, ...fill, ...frame, ...scan, 0xff, 0xd9]);
}

interface PngParts {
  /** In an `eXIf` chunk, before the picture or, where it is `late`, behind it. */
  orientation?: number;
  late?: boolean;
  order?: 'II' | 'MM';
  /** Bytes of the picture. */
  picture?: number;
}

export function png(
  width: number,
  height: number,
  { orientation, late = false, order = 'II', picture: length = 1 }: PngParts = {},
): Uint8Array {
  const chunk = (type: string, data: number[]) => [...u32be(data.length), ...text(type), ...data, ...u32be(0)];
  const header = chunk('IHDR', [...u32be(width), ...u32be(height), 8, 2, 0, 0, 0]);
  const picture = chunk('IDAT', Array<number>(length).fill(0));
  const exif = orientation === undefined ? [] : chunk('eXIf', tiff(orientation, order));
  const parts = late ? [...picture, ...exif] : [...exif, ...picture];
  return Uint8Array.from([0x89, ...text('PNG\r\n\x1a\n'), ...header, ...parts, ...chunk('IEND', [])]);
}

export function gif(width: number, height: number): Uint8Array {
  return Uint8Array.from([...text('GIF89a'), ...u16le(width), ...u16le(height), 0, 0, 0]);
}

export function bmp(width: number, height: number, { picture = 4 } = {}): Uint8Array {
  return Uint8Array.from([
    ...text('BM'),
    ...u32le(50 + picture),
    ...u32le(0),
    ...u32le(54),
    ...u32le(40),
    ...u32le(width),
    ...u32le(height),
    ...Array<number>(24 + picture).fill(0),
  ]);
}

/** Lossy WebP: a RIFF with one VP8 key frame. */
export function webp(width: number, height: number, { picture = 0 } = {}): Uint8Array {
  const frame = [0x30, 1, 0, 0x9d, 1, 0x2a, ...u16le(width), ...u16le(height), 0, 0, ...Array<number>(picture).fill(0)];
  return Uint8Array.from([
    ...text('RIFF'),
    ...u32le(12 + frame.length),
    ...text('WEBPVP8 '),
    ...u32le(frame.length),
    ...frame,
  ]);
}

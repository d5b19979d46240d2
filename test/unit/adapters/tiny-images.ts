/** Real images of few bytes, made here so that their sizes are known. */

const u16be = (value: number) => [value >> 8, value & 255];
const u16le = (value: number) => u16be(value).reverse();
const u32be = (value: number) => [...u16be(value >>> 16), ...u16be(value & 65_535)];
const u32le = (value: number) => u32be(value).reverse();
const text = (ascii: string) => [...Buffer.from(ascii, 'latin1')];

interface TiffParts {
  order?: 'II' | 'MM';
  /** Where its first directory begins. */
  at?: number;
  /** Of the orientation's value: 3 is a number of two bytes. */
  type?: number;
}

/** A TIFF with two entries, of which the second says how the picture is turned; without an orientation it has the first alone. */
export function tiff(orientation?: number, { order = 'II', at = 8, type = 3 }: TiffParts = {}): number[] {
  const [u16, u32] = order === 'II' ? [u16le, u32le] : [u16be, u32be];
  const entry = (tag: number, value: number, as = 3) => [...u16(tag), ...u16(as), ...u32(1), ...u16(value), 0, 0];
  const entries = [entry(0x0103, 6), ...(orientation === undefined ? [] : [entry(0x0112, orientation, type)])];
  return [
    ...text(order),
    ...u16(42),
    ...u32(at),
    ...Array<number>(at - 8).fill(0),
    ...u16(entries.length),
    ...entries.flat(),
    ...u32(0),
  ];
}

/** A part of a JPEG, with its marker and its length. */
export const segment = (marker: number, data: readonly number[]) => [0xff, marker, ...u16be(data.length + 2), ...data];
export const exif = (data: readonly number[]) => segment(0xe1, [...text('Exif\0\0'), ...data]);
export const xmp = segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>'));

interface JpegParts {
  /** Of EXIF, in a segment before the frame. */
  orientation?: number;
  /** Bytes between that and the frame, as a camera's profile has. */
  filler?: number;
  /** Any segments before those, behind the one of JFIF. */
  segments?: readonly (readonly number[])[];
  /** Bytes of the picture. */
  picture?: number;
  isProgressive?: boolean;
}

export function jpeg(width: number, height: number, parts: JpegParts = {}): Uint8Array {
  const { orientation, filler = 0, segments = [], picture = 1, isProgressive = false } = parts;
  const before = [
    segment(0xe0, [...text('JFIF\0'), 1, 1, 0, ...u16be(1), ...u16be(1), 0, 0]),
    ...segments,
    ...(orientation === undefined ? [] : [exif(tiff(orientation))]),
    ...(filler === 0 ? [] : [segment(0xe2, Array<number>(filler).fill(0))]),
    segment(isProgressive ? 0xc2 : 0xc0, [8, ...u16be(height), ...u16be(width), 1, 1, 0x11, 0]),
  ];
  const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), ...Array<number>(picture).fill(0x55)];
  return Uint8Array.from([0xff, 0xd8, ...before.flat(), ...scan, 0xff, 0xd9]);
}

interface FlatJpegParts {
  /** Of each component, its blocks across and down in a unit. */
  sampling?: number[];
  /** A scan for each component. */
  inScans?: boolean;
  /** Units between two restarts. */
  interval?: number;
  /** Blocks of four values up to the last one, whose bytes look like markers. */
  isBusy?: boolean;
}

/** A JPEG that can be decoded: each of its blocks is grey and takes two bits, or is busy. */
export function flatJpeg(width: number, height: number, parts: FlatJpegParts = {}): Uint8Array {
  const { sampling = [0x11], inScans = false, interval = 0, isBusy = false } = parts;
  const [across, down] = [Math.max(...sampling.map((one) => one >> 4)), Math.max(...sampling.map((one) => one & 15))];
  const codes = [...Array<number>(3).fill(1), ...Array<number>(13).fill(0)];
  const tables = [...segment(0xc4, [0x00, ...codes, 0, 1, 2]), ...segment(0xc4, [0x10, ...codes, 0x00, 0xff, 0xef])];
  const components = sampling.flatMap((one, i) => [i + 1, one, 0]);
  const ids = sampling.map((_, i) => i + 1);
  const ones = '1'.repeat(15);
  const block = isBusy ? `0${`10${ones}`.repeat(3)}110${ones}` : '00';
  const data = (blocks: number) =>
    (block.repeat(blocks).match(/.{1,8}/g) ?? []).flatMap((bits) => {
      const byte = parseInt(bits.padEnd(8, '1'), 2);
      return byte === 0xff ? [byte, 0] : [byte];
    });
  const scan = (own: number[]) => {
    const [first = 0] = own.map((id) => sampling[id - 1] ?? 0);
    const [h, v] = own.length === 1 ? [across / (first >> 4), down / (first & 15)] : [across, down];
    const units = Math.ceil(Math.ceil(width / h) / 8) * Math.ceil(Math.ceil(height / v) / 8);
    const unit = own.length === 1 ? 1 : sampling.reduce((sum, one) => sum + (one >> 4) * (one & 15), 0);
    const parts: number[] = [];
    for (let at = 0, number = 0; at < units; number += 1) {
      const count = interval === 0 ? units : Math.min(interval, units - at);
      parts.push(...data(count * unit));
      at += count;
      if (at < units) parts.push(0xff, 0xd0 + (number % 8));
    }
    return [...segment(0xda, [own.length, ...own.flatMap((id) => [id, 0]), 0, 63, 0]), ...parts];
  };
  return Uint8Array.from([
    ...[0xff, 0xd8, ...tables],
    ...(interval === 0 ? [] : segment(0xdd, u16be(interval))),
    ...segment(0xc0, [8, ...u16be(height), ...u16be(width), sampling.length, ...components]),
    ...(inScans ? ids.flatMap((id) => scan([id])) : scan(ids)),
    ...[0xff, 0xd9],
  ]);
}

interface PngParts {
  /** In an `eXIf` chunk, before the picture or, where it is `late`, behind it. */
  orientation?: number;
  late?: boolean;
  order?: 'II' | 'MM';
  /** Bytes of the picture. */
  picture?: number;
  /** Bytes of text before all that. */
  comment?: number;
}

export function png(
  width: number,
  height: number,
  { orientation, late = false, order = 'II', picture: length = 1, comment = 0 }: PngParts = {},
): Uint8Array {
  const chunk = (type: string, data: number[]) => [...u32be(data.length), ...text(type), ...data, ...u32be(0)];
  const header = chunk('IHDR', [...u32be(width), ...u32be(height), 8, 2, 0, 0, 0]);
  const picture = chunk('IDAT', Array<number>(length).fill(0));
  const turn = orientation === undefined ? [] : chunk('eXIf', tiff(orientation, { order }));
  const parts = late ? [...picture, ...turn] : [...turn, ...picture];
  const noted = comment === 0 ? [] : chunk('iTXt', Array<number>(comment).fill(0x20));
  return Uint8Array.from([0x89, ...text('PNG\r\n\x1a\n'), ...header, ...noted, ...parts, ...chunk('IEND', [])]);
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

export const box = (type: string, ...data: readonly number[][]) => [
  ...u32be(8 + data.flat().length),
  ...text(type),
  ...data.flat(),
];
export const ispe = (width: number, height: number) => box('ispe', u32be(0), u32be(width), u32be(height));

interface AvifParts {
  /** Quarter turns against the clock, in an `irot` box. */
  turns?: number;
  /** Boxes before the image's own size. */
  properties?: readonly number[][];
  /** Boxes of `meta` behind those of its properties. */
  boxes?: readonly number[][];
  picture?: number;
}

export function avif(
  width: number,
  height: number,
  { turns, properties = [], boxes = [], picture = 1 }: AvifParts = {},
) {
  const turn = turns === undefined ? [] : box('irot', [turns]);
  const ipco = box('ipco', ...properties, ispe(width, height), turn);
  const meta = box('meta', u32be(0), box('hdlr', [0]), box('iprp', ipco), ...boxes);
  return Uint8Array.from([...box('ftyp', text('avif')), ...meta, ...box('mdat', Array<number>(picture).fill(0))]);
}

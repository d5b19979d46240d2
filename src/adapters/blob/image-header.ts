import { disableTypes, imageSize, types } from 'image-size';
import type { ImageHeader, UnreadableImage } from '../../application/recording/ports.js';
import { contentTypeOf, IMAGE_TYPES } from '../../domain/image-type.js';
import { isAvif, readAvifHeader } from './avif-header.js';
import { isJpeg, readJpegHeader } from './jpeg-header.js';
import { pngOrientation } from './png-chunks.js';
import type { RangedFile } from './ranged-file.js';

/** The other parsers are off, since anybody may have written the bytes. */
const PARSERS = IMAGE_TYPES.flatMap(({ parser }) => parser ?? []);
disableTypes(types.filter((type) => !PARSERS.includes(type)));

/** Of a PNG and a BMP; the fields of the others hold less, or no image has as much. */
const MAX_SIDE = 2 ** 31 - 1;

/** What an image says of itself before its picture. */
export interface ReadHeader extends ImageHeader {
  /** Where the compressed picture of a JPEG begins; undefined where it has none. */
  pictureAt?: number | undefined;
  /** Of an AVIF: what its header places in the file is there. */
  isWhole?: boolean;
}

/** Type and size as a browser shows them, by the file's own bytes, or why there is nothing to show. */
export async function readImageHeader(name: string, file: RangedFile): Promise<ReadHeader | UnreadableImage> {
  const { type = '', width = 0, height = 0, orientation, ...more } = await parse(file);
  if (file.problem !== undefined) return { problem: file.problem };
  const contentType = contentTypeOf(type);
  if (contentType === undefined || !isSide(width) || !isSide(height)) {
    const what = 'it has no header of an image';
    return { problem: file.isSpent ? `${what} as far as it is read` : what };
  }
  if (contentTypeOf(name) !== contentType) return { problem: `it is ${contentType} and not what its name says` };
  const size = isTurned(orientation) ? { width: height, height: width } : { width, height };
  return { contentType, ...size, ...more };
}

function isSide(pixels: number): boolean {
  return Number.isInteger(pixels) && pixels > 0 && pixels <= MAX_SIDE;
}

type Parsed = Partial<Omit<ReadHeader, 'contentType'>> & {
  /** As one of the type's extensions. */
  type?: string | undefined;
  orientation?: number | undefined;
};

async function parse(file: RangedFile): Promise<Parsed> {
  const start = await file.read(0);
  if (start === undefined) return {};
  if (isJpeg(start)) return { type: 'jpg', ...(await readJpegHeader(file)) };
  if (isAvif(start)) return { type: 'avif', ...(await readAvifHeader(file)) };
  try {
    const { type, width, height } = isSmallBmp(start) ? readSmallBmp(start) : imageSize(start);
    return { type, width, height, ...(type === 'png' && { orientation: await pngOrientation(file) }) };
  } catch {
    // The library throws on whatever it cannot parse, with errors of no one type.
    return {};
  }
}

/** The oldest header of a BMP has 12 bytes and sides of two bytes, which the library does not know. */
function isSmallBmp(start: Buffer): boolean {
  return start.toString('latin1', 0, 2) === 'BM' && start.length >= 26 && start.readUInt32LE(14) === 12;
}

function readSmallBmp(start: Buffer) {
  return { type: 'bmp', width: start.readUInt16LE(18), height: start.readUInt16LE(20) };
}

/** EXIF orientations 5 to 8 turn the picture by a quarter, so that it shows with its sides swapped; others are none. */
function isTurned(orientation: number | undefined): boolean {
  return orientation !== undefined && 5 <= orientation && orientation <= 8;
}

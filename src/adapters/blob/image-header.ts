import { disableTypes, imageSize, types } from 'image-size';
import type { ImageHeader, UnreadableImage } from '../../application/recording/ports.js';
import { contentTypeOf, IMAGE_TYPES } from '../../domain/image-type.js';
import { LIMITS } from '../../domain/limits.js';
import { isAvif, readAvifHeader } from './avif-header.js';
import { exifOrientation, isJpeg, readJpegHeader } from './jpeg-header.js';

/** The other parsers are off, since anybody may have written the bytes. */
const PARSERS = IMAGE_TYPES.flatMap(({ parser }) => parser ?? []);
disableTypes(types.filter((type) => !PARSERS.includes(type)));

/** Type and size as a browser shows them, by the file's own first bytes, or why there is nothing to show. */
export function readImageHeader(name: string, start: Buffer): ImageHeader | UnreadableImage {
  const { type = '', width = 0, height = 0, orientation } = parse(start);
  const contentType = contentTypeOf(type);
  if (contentType === undefined || width <= 0 || height <= 0) return { problem: 'it has no header of an image' };
  if (contentTypeOf(name) !== contentType) return { problem: `it is ${contentType} and not what its name says` };
  const turn = contentType === 'image/png' ? pngOrientation(start) : orientation;
  return isTurned(turn) ? { contentType, width: height, height: width } : { contentType, width, height };
}

/** Whether an image's first bytes have all about its size: text or profiles may lie before the chunk that turns a PNG. */
export function isHeaderWhole(read: ImageHeader | UnreadableImage, start: Buffer): boolean {
  if ('problem' in read) return false;
  return read.contentType !== 'image/png' || pngOrientation(start) !== 'unseen';
}

interface Parsed {
  /** As one of the type's extensions. */
  type?: string | undefined;
  width?: number;
  height?: number;
  orientation?: number | undefined;
}

function parse(start: Buffer): Parsed {
  if (isJpeg(start)) return { type: 'jpg', ...readJpegHeader(start) };
  if (isAvif(start)) return { type: 'avif', ...readAvifHeader(start) };
  try {
    const { type, width, height } = imageSize(start);
    return { type, width, height };
  } catch {
    // The library throws on whatever it cannot parse, with errors of no one type.
    return {};
  }
}

/** EXIF orientations 5 to 8 turn the picture by a quarter, so that it shows with its sides swapped; others are none. */
function isTurned(orientation: number | 'unseen' | undefined): boolean {
  return typeof orientation === 'number' && 5 <= orientation && orientation <= 8;
}

const FIRST_CHUNK = 8;
/** Length, type and checksum around a chunk's data. */
const AROUND_DATA = 12;

/**
 * The EXIF orientation of a PNG, from the `eXIf` chunk of the third edition. Only where it lies before the picture: behind it,
 * browsers do not look any more (https://github.com/w3c/png/issues/447). `unseen` where these bytes end before both.
 */
function pngOrientation(png: Buffer): number | 'unseen' | undefined {
  let at = FIRST_CHUNK;
  for (let chunks = 0; chunks < LIMITS.headerParts && at + AROUND_DATA <= png.length; chunks++) {
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') return undefined;
    if (type === 'eXIf') return exifOrientation(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    at += AROUND_DATA + png.readUInt32BE(at);
  }
  return 'unseen';
}

import { disableTypes, imageSize, types } from 'image-size';
import type { ImageHeader, UnreadableImage } from '../../application/recording/ports.js';
import { contentTypeOf, IMAGE_TYPES } from '../../domain/image-type.js';
import { isAvif, readAvifHeader } from './avif-header.js';
import { isJpeg, readJpegHeader } from './jpeg-header.js';
import { pngOrientation } from './png-orientation.js';

/** The other parsers are off, since anybody may have written the bytes. */
const PARSERS = IMAGE_TYPES.flatMap(({ parser }) => parser ?? []);
disableTypes(types.filter((type) => !PARSERS.includes(type)));

/** Type and size as a browser shows them, by the file's own first bytes, or why there is nothing to show. */
export function readImageHeader(name: string, start: Buffer): ImageHeader | UnreadableImage {
  const read = parse(start);
  const contentType = contentTypeOf(read?.type ?? '');
  if (read === undefined || contentType === undefined || read.width <= 0 || read.height <= 0) {
    return { problem: 'it has no header of an image' };
  }
  if (contentTypeOf(name) !== contentType) return { problem: `it is ${contentType} and not what its name says` };
  const { width, height } = read;
  const orientation = contentType === 'image/png' ? pngOrientation(start) : read.orientation;
  return isTurned(orientation) ? { contentType, width: height, height: width } : { contentType, width, height };
}

/** Whether an image's first bytes have all about its size: text or profiles may lie before the chunk that turns a PNG. */
export function isHeaderWhole(read: ImageHeader | UnreadableImage, start: Buffer): boolean {
  if ('problem' in read) return false;
  return read.contentType !== 'image/png' || pngOrientation(start) !== 'unseen';
}

interface Parsed {
  /** As one of the type's extensions. */
  type?: string;
  width: number;
  height: number;
  orientation?: number;
}

function parse(start: Buffer): Parsed | undefined {
  if (isJpeg(start)) {
    const header = readJpegHeader(start);
    return header && { type: 'jpg', ...header };
  }
  if (isAvif(start)) {
    const header = readAvifHeader(start);
    return header && { type: 'avif', ...header };
  }
  try {
    const { type, width, height } = imageSize(start);
    return { ...(type !== undefined && { type }), width, height };
  } catch {
    // The library throws on whatever it cannot parse, with errors of no one type.
    return undefined;
  }
}

/** EXIF orientations 5 to 8 turn the picture by a quarter, so that it shows with its sides swapped; others are none. */
function isTurned(orientation: number | 'unseen' | undefined): boolean {
  return typeof orientation === 'number' && 5 <= orientation && orientation <= 8;
}

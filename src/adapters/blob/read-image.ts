import type { ImageHeader, UnreadableImage } from '../../application/recording/ports.js';
import { avifBoxesEnd } from './avif-header.js';
import { isHeaderWhole, readImageHeader } from './image-header.js';
import { jpegPictureAt } from './jpeg-header.js';
import type { Part, ReadPart } from './blob-image-reader.js';

/** Enough for any encoder's image. */
const HEADER_BYTES = 64 * 1024;
/** A camera's EXIF and colour profiles may take as much. */
const LATE_HEADER_BYTES = 1024 * 1024;
/** Cameras write more behind the end of a picture. */
const END_BYTES = 64 * 1024;

type Read = (part: Part) => Promise<ReadPart>;

/**
 * Type and size of an image, or why it cannot be shown. One call of `read` for a small image; one more for the end of a larger
 * one, where the end has to be seen, and for a header that ends late.
 */
export async function readImage(name: string, read: Read): Promise<ImageHeader | UnreadableImage> {
  const { start, size, header, problem } = await readStart(name, read);
  if (problem !== undefined) return { problem };
  if ('problem' in header) return header;
  const readEnd = async (): Promise<Buffer> =>
    start.length >= size ? start : (await read({ from: size - END_BYTES, maxBytes: END_BYTES })).bytes;
  return (await isCutOff(header.contentType, start, size, readEnd)) ? { problem: 'it is cut off' } : header;
}

async function readStart(name: string, read: Read) {
  const look = async (maxBytes: number) => {
    const { bytes: start, size, problem } = await read({ maxBytes });
    return { start, size, problem, header: readImageHeader(name, start) };
  };
  const first = await look(HEADER_BYTES);
  const isEnough = first.start.length >= first.size || isHeaderWhole(first.header, first.start);
  return isEnough ? first : look(LATE_HEADER_BYTES);
}

const JPEG_END = Buffer.from([0xff, 0xd9]);
const PNG_END = Buffer.from('IEND', 'latin1');
/** Of a WebP's or a BMP's own header. */
const LEAST = 12;

/**
 * Whether a file ends before its picture does, as an upload that broke off leaves it. A header alone does not tell. JPEG and PNG
 * have a mark at their end, others say at their start how long they are. Of a GIF nothing is said: it may end anywhere.
 */
async function isCutOff(type: string, start: Buffer, size: number, readEnd: () => Promise<Buffer>): Promise<boolean> {
  switch (type) {
    case 'image/jpeg': {
      // Compressed data never holds the mark. What lies before it may, as the small picture in EXIF does; what lies behind it, too.
      const picture = jpegPictureAt(start) ?? start.length;
      if (start.includes(JPEG_END, picture)) return false;
      const end = await readEnd();
      return !end.includes(JPEG_END, Math.max(0, picture - (size - end.length)));
    }
    case 'image/png':
      return !(await readEnd()).includes(PNG_END);
    case 'image/webp':
      return size < LEAST || size < 8 + start.readUInt32LE(4);
    case 'image/bmp':
      return size < LEAST || size < start.readUInt32LE(2);
    case 'image/avif':
      return size < avifBoxesEnd(start);
    default:
      return false;
  }
}

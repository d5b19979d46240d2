import type { ImageHeader, UnreadableImage } from '../../application/recording/ports.js';
import { endsByMark, isCutOff } from './cut-off.js';
import { isHeaderWhole, readImageHeader } from './image-header.js';
import type { Part, ReadPart } from './read-blob.js';

/** Enough for any encoder's image. */
const HEADER_BYTES = 64 * 1024;
/** A camera's EXIF and colour profiles may take as much. */
const LATE_HEADER_BYTES = 1024 * 1024;
/** Cameras write more behind the end of a picture. */
const END_BYTES = 64 * 1024;

const NOT_READ = Buffer.alloc(0);

type Read = (part: Part) => Promise<ReadPart>;

/**
 * Type and size of an image, or why it cannot be shown. One call of `read` for a small image; one more for the end of a larger
 * one, where the end has to be seen, and for a header that ends late.
 */
export async function readImage(name: string, read: Read): Promise<ImageHeader | UnreadableImage> {
  const { start, size, header } = await readStart(name, read);
  if ('problem' in header) return header;
  const isWhole = start.length >= size;
  let isCut = isCutOff(header.contentType, { start, end: isWhole ? start : NOT_READ, size });
  if (isCut && !isWhole && endsByMark(header.contentType)) {
    const { bytes: end } = await read({ from: size - END_BYTES, maxBytes: END_BYTES });
    isCut = isCutOff(header.contentType, { start, end, size });
  }
  return isCut ? { problem: 'it is cut off' } : header;
}

async function readStart(name: string, read: Read) {
  const look = async (maxBytes: number) => {
    const { bytes: start, size } = await read({ maxBytes });
    return { start, size, header: readImageHeader(name, start) };
  };
  const first = await look(HEADER_BYTES);
  const isEnough = first.start.length >= first.size || isHeaderWhole(first.header, first.start);
  return isEnough ? first : look(LATE_HEADER_BYTES);
}

import type { ImageHeader, UnreadableImage } from '../../application/ports.js';
import { endsByMark, isCutOff } from './cut-off.js';
import { readImageHeader } from './image-header.js';
import type { Part, ReadPart } from './read-blob.js';

/** Enough for any encoder's image; a camera's EXIF and colour profiles may take the second. */
const HEADER_BYTES = [64 * 1024, 1024 * 1024];
/** Cameras write more behind the end of a picture. */
const END_BYTES = 64 * 1024;

/**
 * Type and size of an image, or why it cannot be shown. One call of `read` for a small image; one more for the end of a larger
 * one, where the end has to be seen, and for a header that begins late.
 */
export async function readImage(
  name: string,
  read: (part: Part) => Promise<ReadPart>,
): Promise<ImageHeader | UnreadableImage> {
  let header: ImageHeader | UnreadableImage = { problem: 'it is not there' };
  for (const maxBytes of HEADER_BYTES) {
    const { bytes: start, size } = await read({ maxBytes });
    const isWhole = start.length >= size;
    header = readImageHeader(name, start);
    if (!('problem' in header)) {
      const isEndUnseen = !isWhole && endsByMark(header.contentType);
      const end = isEndUnseen ? (await read({ from: size - END_BYTES, maxBytes: END_BYTES })).bytes : start;
      return isCutOff(header.contentType, { start, end, size }) ? { problem: 'it is cut off' } : header;
    }
    if (isWhole) break;
  }
  return header;
}

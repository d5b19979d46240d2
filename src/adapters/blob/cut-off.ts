import { avifBoxesEnd } from './avif-header.js';
import { jpegPictureAt } from './jpeg-header.js';

const JPEG_END = Buffer.from([0xff, 0xd9]);
const PNG_END = Buffer.from('IEND', 'latin1');
/** Of a WebP's or a BMP's own header. */
const LEAST = 12;

/** Both ends of a file, which are the same bytes where it is small, and how many it has. The end may be empty: not looked at. */
export interface FileEnds {
  start: Buffer;
  end: Buffer;
  size: number;
}

/** Whether a file of this type has a mark at its end; others say at their start how long they are, or nothing. */
export function endsByMark(contentType: string): boolean {
  return contentType === 'image/jpeg' || contentType === 'image/png';
}

/**
 * Whether a file ends before its picture does, as an upload that broke off leaves it. A header alone does not tell. Of a
 * GIF nothing is said: it may end anywhere.
 */
export function isCutOff(contentType: string, ends: FileEnds): boolean {
  const { start, end, size } = ends;
  switch (contentType) {
    case 'image/jpeg':
      return !endsJpeg(ends);
    case 'image/png':
      return !end.includes(PNG_END);
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

/** Compressed data never holds the mark. What lies before it may, as the small picture in EXIF does; what lies behind it, too. */
function endsJpeg({ start, end, size }: FileEnds): boolean {
  const picture = jpegPictureAt(start) ?? start.length;
  return start.includes(JPEG_END, picture) || end.includes(JPEG_END, Math.max(0, picture - (size - end.length)));
}

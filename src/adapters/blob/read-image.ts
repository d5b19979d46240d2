import type { ImageHeader, UnreadableImage } from '../../application/recording/ports.js';
import { LIMITS } from '../../domain/limits.js';
import { inSlices } from '../../in-slices.js';
import type { Part, ReadPart } from './blob-image-reader.js';
import { readImageHeader, type ReadHeader } from './image-header.js';
import { hasWholePicture } from './jpeg-picture.js';
import { isPngWhole } from './png-chunks.js';
import { openRangedFile, type RangedFile } from './ranged-file.js';

/** Enough for any encoder's image. */
const START_BYTES = 64 * 1024;
/** Cameras write more behind the end of a picture. */
const END_BYTES = 64 * 1024;

/**
 * Type and size of an image, or why it cannot be shown. One call of `read` for a small image; one more for the end of a larger
 * one, where the end has to be seen, and more for a header that ends late and an end that is not what it should be.
 */
export async function readImage(
  name: string,
  read: (part: Part) => Promise<ReadPart>,
): Promise<ImageHeader | UnreadableImage> {
  const { imageReads, imageReadBytes } = LIMITS;
  const file = await openRangedFile(read, { reads: 1 + imageReads, bytes: imageReadBytes }, START_BYTES);
  const header = await readImageHeader(name, file);
  if ('problem' in header) return header;
  const isShown = await isWhole(header, file);
  if (file.problem !== undefined) return { problem: file.problem };
  const { contentType, width, height } = header;
  if (isShown) return { contentType, width, height };
  return { problem: file.isSpent ? 'its end is not found as far as it is read' : 'it is cut off' };
}

/**
 * Whether a file has all of its picture: one that an upload left broken off has not. A header alone does not tell. JPEG and PNG have a
 * mark at their end, others say at their start how long they are. Where that is not right, the data of the picture are followed: browsers
 * show a picture that is all there. Of a GIF nothing is said: it may end anywhere.
 */
async function isWhole(header: ReadHeader, file: RangedFile): Promise<boolean> {
  switch (header.contentType) {
    case 'image/jpeg':
      return isJpegWhole(header.pictureAt, file);
    case 'image/png':
      return (await endOf(file, 0))?.includes('IEND') === true || isPngWhole(file);
    case 'image/webp':
      return isWebpWhole(file);
    case 'image/bmp':
      return bmpEnd((await file.read(0)) ?? Buffer.alloc(0)) <= file.size;
    case 'image/avif':
      return header.isWhole === true;
    default:
      return true;
  }
}

const JPEG_END = Buffer.from([0xff, 0xd9]);

/** Compressed data never holds the mark. What lies before it may, as the small picture in EXIF does; what lies behind it, too. */
async function isJpegWhole(pictureAt: number | undefined, file: RangedFile): Promise<boolean> {
  if (pictureAt === undefined) return false;
  if ((await file.read(pictureAt))?.includes(JPEG_END) === true) return true;
  if ((await endOf(file, pictureAt))?.includes(JPEG_END) === true) return true;
  const jpeg = await file.readExactly(0, file.size);
  return jpeg !== undefined && inSlices(hasWholePicture(jpeg));
}

/** The last bytes, not before a place. */
function endOf(file: RangedFile, from: number): Promise<Buffer | undefined> {
  const start = Math.max(from, file.size - END_BYTES);
  return file.readExactly(start, file.size - start);
}

/** Of the RIFF, and of a chunk in it. */
const RIFF_HEADER = 12;
const CHUNK_HEADER = 8;

/** The file says its own length; where it has not as much, its pictures by the lengths of their chunks. */
async function isWebpWhole(file: RangedFile): Promise<boolean> {
  const head = await file.read(0, RIFF_HEADER);
  if (head === undefined) return false;
  if (file.size >= CHUNK_HEADER + head.readUInt32LE(4)) return true;
  let pictures = 0;
  let at = RIFF_HEADER;
  for (let chunks = 0; chunks < LIMITS.headerParts; chunks++) {
    const chunk = await file.read(at, CHUNK_HEADER);
    if (chunk === undefined) return pictures > 0 && !file.isSpent;
    const length = chunk.readUInt32LE(4);
    const isPicture = ['VP8 ', 'VP8L', 'ANMF'].includes(chunk.toString('latin1', 0, 4));
    if (isPicture && at + CHUNK_HEADER + length > file.size) return false;
    if (isPicture) pictures += 1;
    at += CHUNK_HEADER + length + (length % 2);
  }
  return false;
}

/** Neither packed nor with an image of another type in it. */
const PLAIN = [0, 3, 6];

/** Where the last row of a BMP ends, by its size. The length that it says of itself is often wrong, and counts only for packed rows. */
function bmpEnd(start: Buffer): number {
  const declared = start.length < RIFF_HEADER ? Infinity : start.readUInt32LE(2);
  if (start.length < 54 || start.readUInt32LE(14) < 40) return declared;
  const [offset, width, height] = [start.readUInt32LE(10), start.readUInt32LE(18), Math.abs(start.readInt32LE(22))];
  const bits = start.readUInt16LE(28);
  if (bits === 0 || !PLAIN.includes(start.readUInt32LE(30))) return declared;
  return offset + Math.ceil((width * bits) / 32) * 4 * (height - 1) + Math.ceil((width * bits) / 8);
}

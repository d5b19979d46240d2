import { LIMITS } from '../../domain/limits.js';

/** Of the kinds of frame those that browsers show: baseline, extended, progressive. */
const FRAMES = [0xc0, 0xc1, 0xc2];
const SCAN = 0xda;
const END = 0xd9;
const APP1 = 0xe1;
const EXIF = 'Exif\0\0';

interface Segment {
  marker: number;
  data: Buffer;
  /** Where it ends. */
  end: number;
}

export function isJpeg(bytes: Buffer): boolean {
  return bytes.length > 2 && bytes.readUInt16BE(0) === 0xffd8;
}

/**
 * Size and orientation as they are written before the picture; undefined where there is no frame. Of several orientations the
 * first counts, as in browsers.
 */
export function readJpegHeader(jpeg: Buffer) {
  let frame: Buffer | undefined;
  let orientation: number | undefined;
  for (const { marker, data } of segmentsOf(jpeg)) {
    if (FRAMES.includes(marker)) frame ??= data;
    if (marker === APP1 && data.toString('latin1', 0, EXIF.length) === EXIF) {
      orientation ??= exifOrientation(data.subarray(EXIF.length));
    }
  }
  if (frame === undefined || frame.length < 5) return undefined;
  return { height: frame.readUInt16BE(1), width: frame.readUInt16BE(3), orientation };
}

/** Where the compressed picture begins, behind the head of its first scan; undefined where that is not in these bytes. */
export function jpegPictureAt(jpeg: Buffer): number | undefined {
  for (const { marker, end } of segmentsOf(jpeg)) if (marker === SCAN) return end;
  return undefined;
}

/**
 * The first segments, up to the first scan (ITU T.81, B.1.1.2). Read as decoders do: fill bytes may stand before any marker, and what
 * else stands there is passed over.
 */
function* segmentsOf(jpeg: Buffer): Generator<Segment> {
  let at = 2;
  for (let marks = 0; marks < LIMITS.headerParts; marks++) {
    at = jpeg.indexOf(0xff, at);
    while (at >= 0 && jpeg[at] === 0xff) at += 1;
    const marker = at < 0 ? undefined : jpeg[at];
    if (marker === undefined || marker === END) return;
    at += 1;
    if (standsAlone(marker)) continue;
    if (at + 2 > jpeg.length) return;
    const end = at + jpeg.readUInt16BE(at);
    yield { marker, data: jpeg.subarray(at + 2, end), end };
    if (marker === SCAN) return;
    at = Math.max(end, at + 2);
  }
}

/** Without a length: a byte that is no marker, the one for arithmetic coders, and those that restart a decoder. */
function standsAlone(marker: number): boolean {
  return marker === 0 || marker === 1 || (0xd0 <= marker && marker <= 0xd8);
}

const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;
/** A number of two bytes. */
const SHORT = 3;

/** The orientation in the first directory of a TIFF, which is what EXIF is written as; undefined where it has none. */
export function exifOrientation(tiff: Buffer): number | undefined {
  const order = tiff.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 8) return undefined;
  const u16 = (at: number): number => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return undefined;
  const end = Math.min(directory + 2 + u16(directory) * ENTRY_BYTES, tiff.length);
  for (let entry = directory + 2; entry + ENTRY_BYTES <= end; entry += ENTRY_BYTES) {
    if (u16(entry) === ORIENTATION) return u16(entry + 2) === SHORT ? u16(entry + 8) : undefined;
  }
  return undefined;
}

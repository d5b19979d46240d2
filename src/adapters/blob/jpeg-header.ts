import { LIMITS } from '../../domain/limits.js';
import { exifOrientation } from './exif-orientation.js';

/** Of the kinds of frame those that browsers show: baseline, extended, progressive. */
const FRAMES = [0xc0, 0xc1, 0xc2];
const SCAN = 0xda;
const END = 0xd9;
const APP1 = 0xe1;
const EXIF = 'Exif\0\0';

/** Size and orientation as they are written; undefined where there is no frame. */
export interface JpegHeader {
  width: number;
  height: number;
  orientation?: number;
}

interface Segment {
  marker: number;
  data: Buffer;
  /** Where it ends. */
  end: number;
}

export function isJpeg(bytes: Buffer): boolean {
  return bytes.length > 2 && bytes.readUInt16BE(0) === 0xffd8;
}

/** From all that lies before the picture. Of several orientations the first counts, as in browsers. */
export function readJpegHeader(jpeg: Buffer): JpegHeader | undefined {
  let frame: Buffer | undefined;
  let orientation: number | undefined;
  for (const { marker, data } of segmentsOf(jpeg)) {
    if (FRAMES.includes(marker)) frame ??= data;
    if (marker === APP1 && data.toString('latin1', 0, EXIF.length) === EXIF) {
      orientation ??= exifOrientation(data.subarray(EXIF.length));
    }
  }
  if (frame === undefined || frame.length < 5) return undefined;
  const size = { height: frame.readUInt16BE(1), width: frame.readUInt16BE(3) };
  return orientation === undefined ? size : { ...size, orientation };
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

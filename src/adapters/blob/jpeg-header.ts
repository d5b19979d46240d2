import { LIMITS } from '../../domain/limits.js';
import type { RangedFile } from './ranged-file.js';

/** Of the kinds of frame those that browsers show: baseline, extended, progressive. */
const FRAMES = [0xc0, 0xc1, 0xc2];
const SCAN = 0xda;
const END = 0xd9;
const APP1 = 0xe1;
const EXIF = 'Exif\0\0';

interface Segment {
  marker: number;
  /** Where its data begin and end. */
  from: number;
  end: number;
}

export function isJpeg(bytes: Buffer): boolean {
  return bytes.length > 2 && bytes.readUInt16BE(0) === 0xffd8;
}

/**
 * Size and orientation as they are written before the picture, and where the compressed picture begins, behind the head of its first
 * scan; undefined where there is no frame. Of several orientations the first counts, as in browsers.
 */
export async function readJpegHeader(file: RangedFile) {
  let size: { width: number; height: number } | undefined;
  let orientation: number | undefined;
  let pictureAt: number | undefined;
  for await (const { marker, from, end } of segmentsOf(file)) {
    if (FRAMES.includes(marker) && end - from >= 5) {
      const frame = await file.readExactly(from, 5);
      if (frame !== undefined) size ??= { height: frame.readUInt16BE(1), width: frame.readUInt16BE(3) };
    }
    if (marker === APP1) orientation ??= await orientationIn(file, from, end);
    if (marker === SCAN) pictureAt = end;
  }
  return size && { ...size, orientation, pictureAt };
}

async function orientationIn(file: RangedFile, from: number, end: number): Promise<number | undefined> {
  const name = await file.readExactly(from, EXIF.length);
  if (name?.toString('latin1') !== EXIF) return undefined;
  const tiff = from + EXIF.length;
  return exifOrientation((await file.readExactly(tiff, Math.min(end, file.size) - tiff)) ?? Buffer.alloc(0));
}

/**
 * The first segments, up to the first scan (ITU T.81, B.1.1.2), each by the length of the one before. Read as decoders do: fill bytes may
 * stand before any marker, and what else stands there is passed over.
 */
async function* segmentsOf(file: RangedFile): AsyncGenerator<Segment> {
  let at = 2;
  for (let marks = 0; marks < LIMITS.headerParts; marks++) {
    const found = await findMarker(file, at);
    if (found === undefined || found.marker === END) return;
    const { marker } = found;
    at = found.end;
    if (standsAlone(marker)) continue;
    const length = await file.read(at, 2);
    if (length === undefined) return;
    const end = at + length.readUInt16BE(0);
    yield { marker, from: at + 2, end };
    if (marker === SCAN) return;
    at = Math.max(end, at + 2);
  }
  file.isSpent = true;
}

async function findMarker(file: RangedFile, from: number): Promise<{ marker: number; end: number } | undefined> {
  let isBegun = false;
  for (let at = from; ;) {
    const bytes = await file.read(at);
    if (bytes === undefined) return undefined;
    let next: number = isBegun ? 0 : bytes.indexOf(0xff);
    isBegun = next >= 0;
    while (isBegun && bytes[next] === 0xff) next += 1;
    const marker = isBegun ? bytes[next] : undefined;
    if (marker !== undefined) return { marker, end: at + next + 1 };
    at += bytes.length;
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

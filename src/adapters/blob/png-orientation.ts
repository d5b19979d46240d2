import { LIMITS } from '../../domain/limits.js';
import { exifOrientation } from './exif-orientation.js';

const FIRST_CHUNK = 8;
/** Length, type and checksum around a chunk's data. */
const AROUND_DATA = 12;

/**
 * The EXIF orientation of a PNG, from the `eXIf` chunk of the third edition. Only where it lies before the picture: behind it,
 * browsers do not look any more (https://github.com/w3c/png/issues/447). `unseen` where these bytes end before both.
 */
export function pngOrientation(png: Buffer): number | 'unseen' | undefined {
  let at = FIRST_CHUNK;
  for (let chunks = 0; chunks < LIMITS.headerParts && at + AROUND_DATA <= png.length; chunks++) {
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') return undefined;
    if (type === 'eXIf') return exifOrientation(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    at += AROUND_DATA + png.readUInt32BE(at);
  }
  return 'unseen';
}

import { LIMITS } from '../../domain/limits.js';
import { exifOrientation } from './jpeg-header.js';
import type { RangedFile } from './ranged-file.js';

const FIRST_CHUNK = 8;
/** Length and type before a chunk's data, and a checksum behind them. */
const BEFORE_DATA = 8;
const AROUND_DATA = 12;

/**
 * The EXIF orientation of a PNG, from the `eXIf` chunk of the third edition. Only where it lies before the picture: behind it,
 * browsers do not look any more (https://github.com/w3c/png/issues/447).
 */
export async function pngOrientation(file: RangedFile): Promise<number | undefined> {
  for await (const { type, from, end } of chunksOf(file)) {
    if (type === 'IDAT') return undefined;
    if (type !== 'eXIf') continue;
    const tiff = await file.readExactly(from, Math.min(end, file.size) - from);
    return tiff && exifOrientation(tiff);
  }
  return undefined;
}

/** Whether the data of the picture are all there, by the lengths of its chunks. A file that breaks off does so within one. */
export async function isPngWhole(file: RangedFile): Promise<boolean> {
  let pictureEnd = Infinity;
  for await (const { type, end } of chunksOf(file)) if (type === 'IDAT') pictureEnd = end;
  return pictureEnd <= file.size && !file.isSpent;
}

/** In order, up to where no chunk begins. */
async function* chunksOf(file: RangedFile): AsyncGenerator<{ type: string; from: number; end: number }> {
  let at = FIRST_CHUNK;
  for (let chunks = 0; chunks < LIMITS.headerParts; chunks++) {
    const head = await file.read(at, BEFORE_DATA);
    const type = head?.toString('latin1', 4, 8) ?? '';
    if (head === undefined || !/^[A-Za-z]{4}$/.test(type)) return;
    const length = head.readUInt32BE(0);
    yield { type, from: at + BEFORE_DATA, end: at + BEFORE_DATA + length };
    at += AROUND_DATA + length;
  }
  file.isSpent = true;
}

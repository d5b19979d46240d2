import { LIMITS } from '../../domain/limits.js';
import type { RangedFile } from './ranged-file.js';

/** Length and type of a box (ISO/IEC 14496-12, 4.2), which stand before its data. */
const BOX_HEADER = 8;
/** The EXIF orientation that shows the same as the quarter turns of an `irot` box, which turn against the clock. */
const ORIENTATIONS = [1, 8, 3, 6];

export function isAvif(bytes: Buffer): boolean {
  return bytes.toString('latin1', 4, 12) === 'ftypavif';
}

/**
 * From the `meta` box, which is read as a whole. The largest size is that of the image itself: the others are of its parts and its
 * preview. The parser of `image-size` takes 23 s for a hostile header of 1 MB. `isWhole`: where `iloc` says that the image lies, there
 * are bytes; a box that says more of its own length does no harm, as in libavif.
 */
export async function readAvifHeader(file: RangedFile) {
  let meta: Buffer | undefined;
  let boxesEnd = 0;
  for await (const { type, from, end } of boxesOf(file)) {
    if (type === 'meta') meta ??= (await file.readExactly(from, Math.min(end, file.size) - from))?.subarray(4);
    boxesEnd = end;
  }
  const properties = dataOf(dataOf(meta, 'iprp'), 'ipco');
  if (properties === undefined) return undefined;
  let size = { width: 0, height: 0 };
  let orientation: number | undefined;
  for (const { type, data } of boxesIn(properties)) {
    if (type === 'irot') orientation ??= ORIENTATIONS[(data[0] ?? 0) & 3];
    if (type !== 'ispe' || data.length < 12) continue;
    const [width, height] = [data.readUInt32BE(4), data.readUInt32BE(8)];
    if (width * height > size.width * size.height) size = { width, height };
  }
  return { ...size, orientation, isWhole: (endOfItems(dataOf(meta, 'iloc')) ?? boxesEnd) <= file.size };
}

/** The boxes side by side in a file. A length of 0 reaches to its end, one of 1 has 64 bits. */
async function* boxesOf(file: RangedFile): AsyncGenerator<{ type: string; from: number; end: number }> {
  let at = 0;
  for (let boxes = 0; boxes < LIMITS.headerParts; boxes++) {
    const head = await file.read(at, BOX_HEADER);
    if (head === undefined) return;
    const short = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, BOX_HEADER);
    const long = short === 1 ? await file.read(at + BOX_HEADER, 8) : undefined;
    const from = at + BOX_HEADER + (short === 1 ? 8 : 0);
    const end = short === 0 ? file.size : at + (short === 1 ? Number(long?.readBigUInt64BE(0) ?? 0) : short);
    if (end < from) return;
    yield { type, from, end };
    at = end;
  }
  file.isSpent = true;
}

function dataOf(bytes: Buffer | undefined, type: string): Buffer | undefined {
  if (bytes === undefined) return undefined;
  for (const box of boxesIn(bytes)) if (box.type === type) return box.end > bytes.length ? undefined : box.data;
  return undefined;
}

/** Side by side in these bytes, up to one that has its length in another form, or to so many. */
function* boxesIn(bytes: Buffer): Generator<{ type: string; data: Buffer; end: number }> {
  let at = 0;
  for (let boxes = 0; boxes < LIMITS.headerParts && at + BOX_HEADER <= bytes.length; boxes++) {
    const end = at + bytes.readUInt32BE(at);
    if (end < at + BOX_HEADER) return;
    yield { type: bytes.toString('latin1', at + 4, at + BOX_HEADER), data: bytes.subarray(at + BOX_HEADER, end), end };
    at = end;
  }
}

/** Where in the file the last item ends (ISO/IEC 14496-12, 8.11.3); undefined where the box is not there, or does not say. */
function endOfItems(iloc: Buffer | undefined): number | undefined {
  if (iloc === undefined || iloc.length < 8) return undefined;
  const version = iloc[0] ?? 0;
  const [sizes = 0, more = 0] = iloc.subarray(4, 6);
  const idBytes = version < 2 ? 2 : 4;
  let at = 6;
  let last = 0;
  const number = (bytes: number): number => {
    if (at + bytes > iloc.length) throw new RangeError('the box ends');
    const value = iloc.subarray(at, at + bytes).reduce((sum, byte) => sum * 256 + byte, 0);
    at += bytes;
    return value;
  };
  try {
    for (let items = number(idBytes); items > 0; items--) {
      number(idBytes);
      const method = version === 0 ? 0 : number(2) & 15;
      number(2);
      const base = number(more >> 4);
      for (let extents = number(2); extents > 0; extents--) {
        if (version > 0) number(more & 15);
        const offset = number(sizes >> 4);
        const length = number(sizes & 15);
        // Else it lies within `meta`, or within another item.
        if (method === 0) last = Math.max(last, base + offset + length);
      }
    }
  } catch {
    return undefined;
  }
  return last === 0 ? undefined : last;
}

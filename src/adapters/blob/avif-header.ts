import { LIMITS } from '../../domain/limits.js';

/** Length and type of a box (ISO/IEC 14496-12, 4.2), which stand before its data. */
const BOX_HEADER = 8;
/** The EXIF orientation that shows the same as the quarter turns of an `irot` box, which turn against the clock. */
const ORIENTATIONS = [1, 8, 3, 6];

export function isAvif(bytes: Buffer): boolean {
  return bytes.toString('latin1', 4, 12) === 'ftypavif';
}

/**
 * From the `meta` box, which has to lie in these bytes as a whole. The largest size is that of the image itself: the others are
 * of its parts and its preview. The parser of `image-size` takes 23 s for a hostile header of 1 MB.
 */
export function readAvifHeader(avif: Buffer) {
  const properties = dataOf(dataOf(dataOf(avif, 'meta')?.subarray(4), 'iprp'), 'ipco');
  if (properties === undefined) return undefined;
  let size = { width: 0, height: 0 };
  let orientation: number | undefined;
  for (const { type, data } of boxesOf(properties)) {
    if (type === 'irot') orientation ??= ORIENTATIONS[(data[0] ?? 0) & 3];
    if (type !== 'ispe' || data.length < 12) continue;
    const [width, height] = [data.readUInt32BE(4), data.readUInt32BE(8)];
    if (width * height > size.width * size.height) size = { width, height };
  }
  return { ...size, orientation };
}

/** Where the last box ends that begins in these bytes. */
export function avifBoxesEnd(avif: Buffer): number {
  let last = 0;
  for (const { end } of boxesOf(avif)) last = end;
  return last;
}

function dataOf(bytes: Buffer | undefined, type: string): Buffer | undefined {
  if (bytes === undefined) return undefined;
  for (const box of boxesOf(bytes)) if (box.type === type) return box.end > bytes.length ? undefined : box.data;
  return undefined;
}

/** Side by side in these bytes, up to one that has its length in another form, or to so many. */
function* boxesOf(bytes: Buffer): Generator<{ type: string; data: Buffer; end: number }> {
  let at = 0;
  for (let boxes = 0; boxes < LIMITS.headerParts && at + BOX_HEADER <= bytes.length; boxes++) {
    const end = at + bytes.readUInt32BE(at);
    if (end < at + BOX_HEADER) return;
    yield { type: bytes.toString('latin1', at + 4, at + BOX_HEADER), data: bytes.subarray(at + BOX_HEADER, end), end };
    at = end;
  }
}

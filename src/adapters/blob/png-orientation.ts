const FIRST_CHUNK = 8;
/** Length, type and checksum around a chunk's data. */
const AROUND_DATA = 12;
const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;

/**
 * The EXIF orientation of a PNG, from the `eXIf` chunk of the third edition. Only where it lies before the picture: behind it,
 * browsers do not look any more (https://github.com/w3c/png/issues/447).
 */
export function pngOrientation(png: Buffer): number | undefined {
  for (let at = FIRST_CHUNK; at + AROUND_DATA <= png.length; at += AROUND_DATA + png.readUInt32BE(at)) {
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') return undefined;
    if (type === 'eXIf') return tiffOrientation(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return undefined;
}

/** The orientation in the first directory of a TIFF, which is what EXIF is written as; undefined where it has none. */
function tiffOrientation(tiff: Buffer): number | undefined {
  const order = tiff.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 8) return undefined;
  const u16 = (at: number): number => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return undefined;
  const end = Math.min(directory + 2 + u16(directory) * ENTRY_BYTES, tiff.length);
  for (let entry = directory + 2; entry + ENTRY_BYTES <= end; entry += ENTRY_BYTES) {
    if (u16(entry) === ORIENTATION) return u16(entry + 8);
  }
  return undefined;
}

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

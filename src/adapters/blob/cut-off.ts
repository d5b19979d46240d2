const JPEG_SCAN = Buffer.from([0xff, 0xda]);
const JPEG_END = Buffer.from([0xff, 0xd9]);
/** Of a WebP's or a BMP's own header. */
const LEAST = 12;
const PNG_END = Buffer.from('IEND', 'latin1');

/**
 * Whether a whole file ends before its picture does, as an upload that broke off leaves it. A header alone does not tell. Of a
 * GIF nothing is said: it may end anywhere.
 */
export function isCutOff(contentType: string, file: Buffer): boolean {
  switch (contentType) {
    case 'image/jpeg':
      // Compressed data holds neither marker; a small picture within the EXIF may, but it comes before.
      return file.lastIndexOf(JPEG_END) <= file.lastIndexOf(JPEG_SCAN);
    case 'image/png':
      return !file.includes(PNG_END);
    case 'image/webp':
      return file.length < LEAST || file.length < 8 + file.readUInt32LE(4);
    case 'image/bmp':
      return file.length < LEAST || file.length < file.readUInt32LE(2);
    default:
      return false;
  }
}

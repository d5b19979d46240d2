/** A grey JPEG of 160 × 90 pixels in 380 bytes, with one code for a long run of the same. */
const IN_BASE64 = [
  '/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAg+Pkk+SVVVVVVVVWRdZGhoaGRkZGRoaGhwcHCDg4NwcHBoaHBwfHyDg4+Tj4eHg4eTk5ubm7q6sr',
  'LZ2eD/////xABKAAEAAAAAAAAAAAAAAAAAAAAAAQEAAAAAAAAAAAAAAAAAAAAAEAEAAAAAAAAAAAAAAAAAAAAAEQEAAAAAAAAAAAAAAAAAAAAA',
  '/8AAEQgAWgCgAwESAAISAAMSAP/aAAwDAQACEQMRAD8',
  'A'.repeat(241),
  '/9k=',
];

/** A real image, as small as they come: what is measured here is the work around images. */
export const TINY_IMAGE = Buffer.from(IN_BASE64.join(''), 'base64');

/** The name that an encoder gives the image with this number. */
export function imageName(index: number): string {
  return `Thumbnail-clip-${String(index).padStart(6, '0')}.jpg`;
}

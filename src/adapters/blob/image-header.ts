import { disableTypes, imageSize, types } from 'image-size';
import type { ImageHeader } from '../../application/ports.js';

/** Types that may be served; SVG is none of them, since it is active content. */
const CONTENT_TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
};
// What is not served need not be parsed: the bytes are anybody's.
disableTypes(types.filter((type) => !(type in CONTENT_TYPES)));

/** EXIF orientations from here on turn the picture by a quarter, so that it shows with its sides swapped. */
const QUARTER_TURN = 5;

/** Type and size as a browser shows them, by the file's own first bytes; undefined when they are no image we know. */
export function readImageHeader(start: Uint8Array): ImageHeader | undefined {
  try {
    const { type, width, height, orientation } = imageSize(start);
    const contentType = CONTENT_TYPES[type ?? ''];
    if (contentType === undefined || width <= 0 || height <= 0) return undefined;
    const turned = type === 'jpg' && (orientation ?? 1) >= QUARTER_TURN;
    return turned ? { contentType, width: height, height: width } : { contentType, width, height };
  } catch {
    // The library throws on whatever it cannot parse, with errors of no one type.
    return undefined;
  }
}

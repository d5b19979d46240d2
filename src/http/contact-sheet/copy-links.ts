import type { Cell } from '../../domain/contact-sheet.js';
import type { Thumbnail } from '../../domain/thumbnail.js';
import { html, type Html } from './html.js';
import { clockTime } from './format.js';

/** What a page shows images by, and what its buttons copy. */
export interface SheetImageUrls {
  shown: (image: Thumbnail) => string;
  copied: (image: Thumbnail) => string;
}

/** A picture's address: that of its image, with the part that a tile is (https://www.w3.org/TR/media-frags/#naming-space). */
export function pictureUrl({ image, tile }: Cell, urlOf: (image: Thumbnail) => string): string {
  return tile === undefined ? urlOf(image) : `${urlOf(image)}#xywh=${tile.x},${tile.y},${tile.width},${tile.height}`;
}

/** What a picture is called, each by a name of its own: `thumbnail 12 at 0:55`. */
export function nameOf({ image, tile, timeMs }: Cell, hasTenths: boolean): string {
  const { kind, index } = image;
  const number = kind === 'Poster' || tile !== undefined || index === 0 ? '' : ` ${index}`;
  const what = tile === undefined && kind === 'Sprite' ? 'sheet' : tile === undefined ? kind.toLowerCase() : 'tile';
  return `${what}${number}${timeMs === undefined ? '' : ` at ${clockTime(timeMs, hasTenths)}`}`;
}

/** Hidden until there is a script that copies; what it says begins with what it shows. */
export function copyButton(cell: Cell, name: string, { copied }: SheetImageUrls): Html {
  return html`<button type="button" hidden data-copy="${pictureUrl(cell, copied)}" aria-label="Copy URL of ${name}">
    Copy URL
  </button>`;
}

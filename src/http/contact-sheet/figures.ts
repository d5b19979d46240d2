import type { Cell } from '../../domain/contact-sheet.js';
import { cueUrl, type UrlOf } from '../storyboard/storyboard-formats.js';
import { clockTime, size, type Size } from './format.js';
import { html, type Html } from './html.js';

/** What a page shows images by, and what its buttons copy. */
export interface SheetImageUrls {
  shown: UrlOf;
  copied: UrlOf;
}

function pictureUrl({ image, tile }: Cell, urlOf: UrlOf): string {
  return tile === undefined ? urlOf(image) : cueUrl({ image, ...tile }, urlOf);
}

/** What a picture is called, each by a name of its own: `thumbnail 12 at 0:55`. */
function nameOf({ image, tile, timeMs }: Cell, hasTenths: boolean): string {
  const { kind, index } = image;
  const number = kind === 'Poster' || tile !== undefined || index === 0 ? '' : ` ${index}`;
  const what = tile === undefined && kind === 'Sprite' ? 'sheet' : tile === undefined ? kind.toLowerCase() : 'tile';
  return `${what}${number}${timeMs === undefined ? '' : ` at ${clockTime(timeMs, hasTenths)}`}`;
}

/**
 * One picture in this size, with its time, a link to it and a button that copies its address. The button is hidden until
 * there is a script that copies; what it says begins with what it shows.
 */
export function figureOf(
  cell: Cell,
  pixels: Size,
  { shown, copied, hasTenths }: SheetImageUrls & { hasTenths: boolean },
): Html {
  const name = nameOf(cell, hasTenths);
  return html`<figure>
    <a href="${pictureUrl(cell, shown)}">${picture(cell, name, pixels, shown(cell.image))}</a>
    <figcaption>
      ${caption(cell, hasTenths)}
      <button type="button" hidden data-copy="${pictureUrl(cell, copied)}" aria-label="Copy URL of ${name}">
        Copy URL
      </button>
    </figcaption>
  </figure>`;
}

/** When it was taken; a poster stands for the whole video, and a sheet for the times of its tiles. */
function caption({ image, timeMs, tile }: Cell, hasTenths: boolean): Html {
  if (image.kind === 'Poster' || (image.kind === 'Sprite' && tile === undefined)) {
    return html`<span class="soft">${size(image)}</span>`;
  }
  if (timeMs === undefined) return html`<span class="soft">time not known</span>`;
  return html`<time datetime="PT${timeMs / 1000}S">${clockTime(timeMs, hasTenths)}</time>`;
}

/** A tile is its sheet seen through a window of SVG: a style of its own would be against the policy of the page. */
function picture({ image, tile }: Cell, name: string, { width, height }: Size, url: string): Html {
  return tile === undefined
    ? html`<img src="${url}" width="${width}" height="${height}" alt="${name}" loading="lazy" decoding="async" />`
    : html`<svg
        role="img"
        aria-label="${name}"
        viewBox="${tile.x} ${tile.y} ${tile.width} ${tile.height}"
        width="${width}"
        height="${height}"
      >
        <image href="${url}" width="${image.width}" height="${image.height}" />
      </svg>`;
}

import type { Cell } from '../../domain/contact-sheet.js';
import { cueUrl, type UrlOf } from '../storyboard/storyboard-formats.js';
import { clockTime, size, type Size } from './format.js';
import { html, type Html } from './html.js';

/** What a page shows images by, and what its buttons copy. */
export interface SheetImageUrls {
  shown: UrlOf;
  copied: UrlOf;
}

const LONG = html` class="long"`;

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

/** A button that copies a text: hidden until there is a script that copies. Its name begins with what it shows. */
export function copyButton(text: string, what: string, shown: string): Html {
  return html`<button type="button" hidden data-copy="${text}" aria-label="Copy ${what}">${shown}</button>`;
}

/** One picture in this size, with its time, a link to it and a button that copies its address, or a line of HTML as well. */
export function figureOf(
  cell: Cell,
  pixels: Size,
  { shown, copied, hasTenths }: SheetImageUrls & { hasTenths: boolean },
  hasLine = false,
): Html {
  const name = nameOf(cell, hasTenths);
  const url = pictureUrl(cell, copied);
  return html`<figure>
    <a href="${pictureUrl(cell, shown)}">${picture(cell, name, pixels, shown(cell.image))}</a>
    <figcaption>
      ${caption(cell, hasTenths)} ${copyButton(url, `URL of ${name}`, 'Copy URL')}
      ${hasLine && copyButton(imageLine(cell, url), `<img> of ${name}`, 'Copy <img>')}
    </figcaption>
  </figure>`;
}

function imageLine({ image: { width, height } }: Cell, url: string): string {
  return html`<img src="${url}" width="${width}" height="${height}" alt="" />`.text;
}

/** When it was taken; a poster stands for the whole video, and a sheet for the times of its tiles. */
function caption({ image, timeMs, tile }: Cell, hasTenths: boolean): Html {
  if (image.kind === 'Poster' || (image.kind === 'Sprite' && tile === undefined)) {
    return html`<span class="soft">${size(image)}${isLong(image) && ', the top of it'}</span>`;
  }
  if (timeMs === undefined) return html`<span class="soft">time not known</span>`;
  return html`<time datetime="PT${timeMs / 1000}S">${clockTime(timeMs, hasTenths)}</time>`;
}

/** A sheet that would fill the page: only its top shows. */
function isLong({ kind, width, height }: Cell['image']): boolean {
  return kind === 'Sprite' && height > width * 1.25;
}

/** A tile is its sheet seen through a window of SVG: a style of its own would be against the policy of the page. */
function picture({ image, tile }: Cell, name: string, { width, height }: Size, url: string): Html {
  return tile === undefined
    ? html`<img${isLong(image) && LONG}
        src="${url}"
        width="${width}"
        height="${height}"
        alt="${name}"
        loading="lazy"
        decoding="async"
      />`
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

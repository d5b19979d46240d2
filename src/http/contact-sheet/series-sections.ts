import type { Cell, ShownSeries } from '../../domain/contact-sheet.js';
import type { Kind } from '../../domain/series.js';
import { html, type Html } from './html.js';
import { pictureUrl, copyButton, nameOf, type SheetImageUrls } from './copy-links.js';
import { areClose, clockTime, counted, size, type Size } from './format.js';

/** How the sheet says what a series is made of. */
const PICTURES: Record<Kind, { title: string; one: string }> = {
  Poster: { title: 'Posters', one: 'poster' },
  Thumbnail: { title: 'Thumbnails', one: 'thumbnail' },
  Sprite: { title: 'Sprite', one: 'tile' },
};

/** The place of a series on the page. */
export function anchorOf({ key }: ShownSeries): string {
  return `series-${key}`;
}

export function titleOf(series: ShownSeries): string {
  return `${PICTURES[series.kind].title}, ${size(series)}`;
}

/** A series as a grid: all of it, one page of it, or some pictures from start to end with a way to the others. */
export function seriesSection(series: ShownSeries, isWhole: boolean, imageUrls: SheetImageUrls): Html {
  const { kind, count, cells } = series;
  const { one } = PICTURES[kind];
  const isCut = cells.length < count;
  const shown =
    isCut && !isWhole ? `${cells.length} of ${counted(count, one)}, from start to end` : counted(count, one);
  const id = anchorOf(series);
  return html`<section aria-labelledby="${id}">
    <header>
      <h2 id="${id}">${titleOf(series)}</h2>
      <p class="soft">${shown}${stepText(series)}${typeText(series)}</p>
      ${isCut && !isWhole && html`<a data-own href="?${new URLSearchParams({ series: series.key }).toString()}">All ${counted(count, one)}</a>`}
    </header>
    ${grid(cells, imageUrls)} ${sheetsOf(cells, imageUrls)}
  </section>`;
}

function stepText({ parts }: ShownSeries): string {
  const { stepMs = 0 } = parts[0]?.series.timing ?? {};
  return stepMs > 0 ? `, every ${counted(Math.round(stepMs / 100) / 10, 'second')}` : '';
}

function typeText({ parts }: ShownSeries): string {
  const [, type = ''] = (parts[0]?.series.contentType ?? '').split('/');
  return type === '' ? '' : `, ${type.toUpperCase()}`;
}

function grid(cells: readonly Cell[], imageUrls: SheetImageUrls, kind = 'grid'): Html {
  const hasTenths = areClose(cells.map(({ timeMs }) => timeMs));
  return html`<ul class="${kind}" role="list">
    ${cells.map((cell) => html`<li>${figureOf(cell, cell.tile ?? cell.image, { ...imageUrls, hasTenths })}</li> `)}
  </ul>`;
}

/** One picture in this size, with its time, a link to it and a button that copies its address. */
export function figureOf(
  cell: Cell,
  shown: Size,
  { hasTenths, ...imageUrls }: SheetImageUrls & { hasTenths: boolean },
): Html {
  const name = nameOf(cell, hasTenths);
  return html`<figure>
    <a href="${pictureUrl(cell, imageUrls.shown)}">${picture(cell, name, shown, imageUrls)}</a>
    <figcaption>${caption(cell, hasTenths)} ${copyButton(cell, name, imageUrls)}</figcaption>
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
function picture({ image, tile }: Cell, name: string, { width, height }: Size, { shown }: SheetImageUrls): Html {
  return tile === undefined
    ? html`<img
        src="${shown(image)}"
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
        <image href="${shown(image)}" width="${image.width}" height="${image.height}" />
      </svg>`;
}

/** The sheets that tiles lie on, whole. */
function sheetsOf(cells: readonly Cell[], imageUrls: SheetImageUrls): Html | undefined {
  const sheets = new Map<string, Cell>();
  for (const { image, tile, timeMs } of cells) {
    if (tile !== undefined && !sheets.has(image.id)) sheets.set(image.id, { image, timeMs });
  }
  if (sheets.size === 0) return undefined;
  return html`<h3>${counted(sheets.size, 'sheet')}</h3>
    ${grid([...sheets.values()], imageUrls, 'grid sheets')}`;
}

import type { Cell, ShownSeries } from '../../domain/contact-sheet.js';
import type { Kind } from '../../domain/series.js';
import { html, type Html } from './html.js';
import { figureOf, type SheetImageUrls } from './figures.js';
import { areClose, counted, size, spacing } from './format.js';

const PICTURES: Record<Kind, { title: string; one: string }> = {
  Poster: { title: 'Posters', one: 'poster' },
  Thumbnail: { title: 'Thumbnails', one: 'thumbnail' },
  Sprite: { title: 'Sprite', one: 'tile' },
};

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
  const all = counted(count, one);
  const isSample = isCut && !isWhole;
  const shown = isSample ? `${cells.length} of ${all}, from start to end${sampleText(cells)}` : all + stepText(series);
  const id = anchorOf(series);
  return html`<section aria-labelledby="${id}">
    <header>
      <h2 id="${id}">${titleOf(series)}</h2>
      <p class="soft">${shown}${typeText(series)}</p>
      ${isSample && html`<a data-own href="?${new URLSearchParams({ series: series.key }).toString()}">All ${all}${stepText(series)}</a>`}
    </header>
    ${grid(cells, imageUrls)} ${sheetsOf(cells, imageUrls)}
  </section>`;
}

function stepText({ parts }: ShownSeries): string {
  const { stepMs = 0, timesByIndex } = parts[0]?.series.timing ?? {};
  return stepMs > 0 && timesByIndex === undefined ? `, every ${spacing(stepMs)}` : '';
}

/** How far apart the pictures are that show, of a series of which some are left out. */
function sampleText(cells: readonly Cell[]): string {
  const [first, last] = [cells[0]?.timeMs, cells.at(-1)?.timeMs];
  if (first === undefined || last === undefined || last <= first) return '';
  const apartMs = (last - first) / (cells.length - 1);
  return `, about every ${spacing(Number(apartMs.toPrecision(2)))}`;
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

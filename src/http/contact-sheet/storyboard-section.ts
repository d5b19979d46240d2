import type { Cue } from '../../domain/storyboard.js';
import type { Cell } from '../../domain/contact-sheet.js';
import { copyButton, figureOf, type SheetImageUrls } from './figures.js';
import { areClose, clockTime, size, type Size } from './format.js';
import { html, type Html } from './html.js';
import type { PageStoryboard } from './page-script.js';

/** What is shown large has its size from the start, so that nothing moves when it comes. */
const LARGEST = { width: 640, height: 400 };

/** The poster of the video, and its storyboard with a bar to move through it. */
export function storyboardSection(
  poster: Cell | undefined,
  cues: readonly Cue[],
  imageUrls: SheetImageUrls,
  track: string | undefined,
): Html | undefined {
  if (poster === undefined && cues.length === 0) return undefined;
  return html`<div class="overview">
    ${poster && posterSection(poster, imageUrls)} ${scrubber(cues, imageUrls, track)}
  </div>`;
}

function posterSection(poster: Cell, imageUrls: SheetImageUrls): Html {
  return html`<section aria-labelledby="poster">
    <header>
      <h2 id="poster">Poster</h2>
      <p class="soft">${size(poster.image)}</p>
    </header>
    <div class="large">
      ${figureOf(poster, fitted(poster.image, LARGEST), { ...imageUrls, hasTenths: false }, true)}
    </div>
  </section>`;
}

/** Of use with its script alone: the grid shows the same without. */
function scrubber(cues: readonly Cue[], { shown }: SheetImageUrls, track: string | undefined): Html | undefined {
  const [first] = cues;
  if (first === undefined) return undefined;
  const { width, height } = first;
  const shownAs = storyboardSize(first);
  return html`<section
    aria-labelledby="storyboard"
    hidden
    data-storyboard="${JSON.stringify(toStoryboard(cues, shown))}"
  >
    <header>
      <h2 id="storyboard">Storyboard</h2>
      <p class="soft">${size(first)}</p>
    </header>
    <div class="large scrubber">
      <svg
        aria-hidden="true"
        viewBox="${first.x} ${first.y} ${width} ${height}"
        width="${shownAs.width}"
        height="${shownAs.height}"
      >
        <image width="${first.image.width}" height="${first.image.height}" />
      </svg>
      <input type="range" min="0" max="${cues.length - 1}" value="0" aria-label="Moment of the video" />
      <p>
        <output></output> <span class="soft">of ${clockTime(cues.at(-1)?.endMs ?? 0)}</span>
        ${track !== undefined && copyButton(trackLine(track), '<track> of the storyboard', 'Copy <track>')}
      </p>
    </div>
  </section>`;
}

/**
 * The bar is as wide as the picture, so an upright one is higher than others: wide enough to move the bar on a phone. Tiles
 * show up to four times as large as they are.
 */
function storyboardSize({ width, height }: Size): Size {
  const upright = Math.min(288 / width, 512 / height);
  const scale = Math.min(4, 640 / width, Math.max(360 / height, upright));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function fitted({ width, height }: Size, largest: Size): Size {
  const scale = Math.min(1, largest.width / width, largest.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** For the `<video>` of a player that reads thumbnails from a track (docs/players.md). */
function trackLine(url: string): string {
  return html`<track kind="metadata" label="thumbnails" src="${url}" default />`.text;
}

function toStoryboard(cues: readonly Cue[], urlOf: SheetImageUrls['shown']): PageStoryboard {
  const hasTenths = areClose(cues.map(({ startMs }) => startMs));
  const images = [...new Map(cues.map(({ image }) => [image.id, image])).values()];
  const rankOf = new Map(images.map(({ id }, rank) => [id, rank]));
  return {
    images: images.map((image) => [urlOf(image), image.width, image.height]),
    steps: cues.map(({ image, startMs, x, y, width, height }) => [
      rankOf.get(image.id) ?? 0,
      `${x} ${y} ${width} ${height}`,
      clockTime(startMs, hasTenths),
    ]),
  };
}

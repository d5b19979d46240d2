import type { Cue } from '../../domain/storyboard.js';
import type { Cell } from '../../domain/contact-sheet.js';
import { figureOf, type SheetImageUrls } from './figures.js';
import { areClose, clockTime, size, type Size } from './format.js';
import { html, type Html } from './html.js';
import type { PageStoryboard } from './page-script.js';

/** What is shown large has its size from the start, so that nothing moves when it comes. */
const LARGEST = { width: 640, height: 400 };
/** Pictures of a storyboard are small: they show up to twice as large as they are. */
const LARGEST_ENLARGED = { width: 480, height: 270 };

/** The poster of the video, and its storyboard with a bar to move through it. */
export function storyboardSection(
  poster: Cell | undefined,
  cues: readonly Cue[],
  imageUrls: SheetImageUrls,
): Html | undefined {
  if (poster === undefined && cues.length === 0) return undefined;
  return html`<div class="overview">${poster && posterSection(poster, imageUrls)} ${scrubber(cues, imageUrls)}</div>`;
}

function posterSection(poster: Cell, imageUrls: SheetImageUrls): Html {
  return html`<section aria-labelledby="poster">
    <header>
      <h2 id="poster">Poster</h2>
      <p class="soft">${size(poster.image)}</p>
    </header>
    <div class="large">${figureOf(poster, fitted(poster.image, LARGEST, 1), { ...imageUrls, hasTenths: false })}</div>
  </section>`;
}

/** Of use with its script alone: the grid shows the same without. */
function scrubber(cues: readonly Cue[], { shown }: SheetImageUrls): Html | undefined {
  const [first] = cues;
  if (first === undefined) return undefined;
  const { width, height } = first;
  const shownAs = fitted(first, LARGEST_ENLARGED, 2);
  return html`<section
    aria-labelledby="storyboard"
    hidden
    data-storyboard="${JSON.stringify(toStoryboard(cues, shown))}"
  >
    <header>
      <h2 id="storyboard">Storyboard</h2>
      <p class="soft">${size(first)}</p>
    </header>
    <div class="large">
      <svg
        aria-hidden="true"
        viewBox="${first.x} ${first.y} ${width} ${height}"
        width="${shownAs.width}"
        height="${shownAs.height}"
      >
        <image width="${first.image.width}" height="${first.image.height}" />
      </svg>
      <input type="range" min="0" max="${cues.length - 1}" value="0" aria-label="Moment of the video" />
      <p><output></output> <span class="soft">of ${clockTime(cues.at(-1)?.endMs ?? 0)}</span></p>
    </div>
  </section>`;
}

function fitted({ width, height }: Size, largest: Size, most: number): Size {
  const scale = Math.min(most, largest.width / width, largest.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
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

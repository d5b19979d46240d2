import { pictureSize } from './best-fit.js';
import { toCues, type Cue, type Shown } from './cues.js';
import type { Manifest } from './manifest.js';
import { seriesInOrder, type PlacedSeries } from './placed-series.js';
import { hasIndex, imageCount, indexesOf, type Kind, type Series } from './series.js';
import { toThumbnail, type Thumbnail } from './thumbnail.js';

/** A video's images over time, for scrubbing: of one series, or of sheets that are numbered alike. */
export interface Storyboard {
  /** Contiguous from 0 to the end; at least one. */
  cues: readonly Cue[];
  /** The images that the cues show, each once. */
  images: readonly Thumbnail[];
}

/** Which storyboard is wanted, of several. */
export interface StoryboardQuery {
  /** Any, where left out. */
  kinds?: readonly Kind[] | undefined;
  /** Of what shows, in pixels: of a tile, not of its sheet. */
  height?: number | undefined;
}

/** A series, or sheets numbered alike, with the height of what shows. */
interface Candidate {
  manifest: Manifest;
  kind: Kind;
  height: number;
  parts: PlacedSeries[];
}

/** High enough for what players show over a timeline; more would only be slower. */
const USUAL_HEIGHT = 180;
/** Images in a storyboard, at most; each is a URL to sign. Of more every second, third, … is taken. */
export const MAX_IMAGES = 5000;

/**
 * The one storyboard of a video: its sprite, or else its thumbnails; the smallest at least as high as wanted, else the
 * highest; of equals the newest. When a height is wanted it decides before the kind does. Undefined without tiles or times.
 */
export function storyboardOf(manifests: readonly Manifest[], query: StoryboardQuery): Storyboard | undefined {
  const best = bestOf(manifests, query);
  if (best === undefined) return undefined;
  const cues = best.kind === 'Sprite' ? cuesOfSheets(best) : cuesOfImages(best);
  return { cues, images: [...new Set(cues.map(({ image }) => image))] };
}

/** Whether the video has such a storyboard; makes no cue. */
export function hasStoryboard(manifests: readonly Manifest[], query: StoryboardQuery): boolean {
  return bestOf(manifests, query) !== undefined;
}

/** Whether an image of the video is of the series that this storyboard shows, though it may pass some of them over. */
export function isInStoryboard(manifests: readonly Manifest[], query: StoryboardQuery, image: Thumbnail): boolean {
  const parts = bestOf(manifests, query)?.parts ?? [];
  const has = ({ series }: PlacedSeries): boolean => series.indexDigits === 0 || hasIndex(series, image.index);
  return parts.some((placed) => has(placed) && toThumbnail(placed, image.index).id === image.id);
}

function bestOf(manifests: readonly Manifest[], { kinds, height }: StoryboardQuery): Candidate | undefined {
  const candidates = candidatesOf(manifests).filter(({ kind }) => kinds?.includes(kind) ?? true);
  const [best] = candidates.sort(
    (a, b) =>
      (height === undefined ? byKind(a, b) : 0) ||
      byFit(height ?? USUAL_HEIGHT)(a, b) ||
      byKind(a, b) ||
      b.manifest.recordedAt.getTime() - a.manifest.recordedAt.getTime(),
  );
  return best;
}

/** Never of two locations, nor of two sizes: layers may be numbered in one go. */
function candidatesOf(manifests: readonly Manifest[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const placed of seriesInOrder(manifests)) {
    const { manifest, series, hash, key } = placed;
    if (!hasTimes(series)) continue;
    const { width, height } = pictureSize(series);
    const name = [series.kind, hash, key, width, height].join(' ');
    const known = found.get(name);
    if (known === undefined) found.set(name, { manifest, kind: series.kind, height, parts: [placed] });
    else known.parts.push(placed);
  }
  return [...found.values()];
}

/** A sprite without known tiles is one large image, and a poster stands for the whole video. */
function hasTimes(series: Series): boolean {
  if (series.kind === 'Sprite') return (series.sprite?.tiles.length ?? 0) > 0;
  if (series.kind === 'Poster' || series.timing === undefined) return false;
  return series.timing.stepMs > 0 || imageCount(series) === 1;
}

const byKind = (a: Candidate, b: Candidate): number => Number(b.kind === 'Sprite') - Number(a.kind === 'Sprite');

const byFit =
  (wanted: number) =>
  (a: Candidate, b: Candidate): number =>
    Number(a.height < wanted) - Number(b.height < wanted) ||
    (a.height < wanted ? b.height - a.height : a.height - b.height);

function cuesOfImages({ manifest, parts }: Candidate): Cue[] {
  const count = parts.reduce((sum, { series }) => sum + imageCount(series), 0);
  const every = Math.ceil(count / MAX_IMAGES);
  const shown = parts.flatMap((placed) => {
    const lengthMs = (placed.series.timing?.stepMs ?? 0) * every;
    const indexes = [...indexesOf(placed.series)].filter((_, rank) => rank % every === 0);
    return indexes.map((index): Shown => {
      const image = toThumbnail(placed, index);
      return { image, startMs: image.timeMs, lengthMs, x: 0, y: 0, width: image.width, height: image.height };
    });
  });
  return toCues(shown, manifest.durationMs);
}

function cuesOfSheets({ manifest, parts }: Candidate): Cue[] {
  const shown = parts.flatMap((placed) => {
    const image = toThumbnail(placed, placed.series.ranges[0]?.[0] ?? 0);
    const tiles = placed.series.sprite?.tiles ?? [];
    return tiles.map(({ startMs, endMs, ...area }): Shown => ({ image, startMs, lengthMs: endMs - startMs, ...area }));
  });
  return toCues(shown, manifest.durationMs);
}

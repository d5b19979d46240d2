import { timeMsOf } from './image-time.js';
import { seriesInOrder, type Manifest, type PlacedSeries } from './manifest.js';
import { groupSeries, pictureCount, type SeriesGroup } from './series-group.js';
import { storyboardOf, type Cue } from './storyboard.js';
import { thumbnailsIn, type Thumbnail } from './thumbnail.js';
import type { Area } from './series.js';

/** Which part of a video's contact sheet is wanted: an overview of all series, or one series in full. */
export interface SheetQuery {
  /** The key of the series; all, where left out. */
  series?: string;
  /** From 1, the first where left out; one behind the last counts as the last. */
  page?: number;
}

/** One picture of a contact sheet: a whole image, or a tile of it. */
export interface Cell {
  image: Thumbnail;
  timeMs: number | undefined;
  tile?: Area;
}

/** A series as the sheet shows it: some of its pictures, or one page of all of them. */
export interface ShownSeries extends SeriesGroup {
  cells: readonly Cell[];
}

export interface ContactSheet {
  poster?: Cell;
  /** Some cues of the storyboard, from start to end, for a scrub bar. */
  cues: readonly Cue[];
  series: readonly ShownSeries[];
  isOneSeries: boolean;
  page: number;
  pages: number;
}

/** What a page shows at most, so that it signs no more than 500 URLs whatever the video has. */
const SERIES_A_PAGE = 24;
const OVERVIEW_PICTURES = 370;
/** Of one series in the overview: a few rows on a large screen. */
const OVERVIEW_SHARE = 60;
const PICTURES_A_PAGE = 240;
const STORYBOARD_IMAGES = 120;
/** What it shows in is about as high, in pixels: the tiles of most sprites are smaller. */
const STORYBOARD_HEIGHT = 360;
/** Tiles of a sheet need no URL of their own. */
const STORYBOARD_CUES = 600;

/** What the sheet shows of these manifests. A series that is not there (any more) is answered with the overview. */
export function contactSheetOf(manifests: readonly Manifest[], { series: key, page = 1 }: SheetQuery): ContactSheet {
  const groups = groupSeries(seriesInOrder(manifests));
  const wanted = groups.find((group) => group.key === key);
  return wanted === undefined ? overview(manifests, groups, page) : inFull(wanted, page);
}

function inFull(group: SeriesGroup, asked: number): ContactSheet {
  const { page, pages, first } = pageOf(group.count, PICTURES_A_PAGE, asked);
  const ranks = Array.from({ length: Math.min(PICTURES_A_PAGE, group.count - first) }, (_, i) => first + i);
  return { cues: [], series: [{ ...group, cells: cellsOf(group, ranks) }], isOneSeries: true, page, pages };
}

function overview(manifests: readonly Manifest[], groups: readonly SeriesGroup[], asked: number): ContactSheet {
  const posters = groups.find(({ kind }) => kind === 'Poster');
  const [poster] = posters === undefined ? [] : cellsOf(posters, [0]);
  // What is shown large already needs no grid of its own.
  const listed = groups.filter((group) => group !== posters || group.count > 1);
  const { page, pages, first } = pageOf(listed.length, SERIES_A_PAGE, asked);
  const shown = listed.slice(first, first + SERIES_A_PAGE);
  const share = Math.min(OVERVIEW_SHARE, Math.floor(OVERVIEW_PICTURES / Math.max(1, shown.length)));
  return {
    ...(poster !== undefined && page === 1 && { poster }),
    cues: page === 1 ? someCues(storyboardOf(manifests, { height: STORYBOARD_HEIGHT })?.cues ?? []) : [],
    series: shown.map((group) => ({ ...group, cells: cellsOf(group, sampleEvenly(group.count, share)) })),
    isOneSeries: false,
    ...{ page, pages },
  };
}

/** The pictures of a series at these ranks, which have to rise; costs what it returns. */
function cellsOf({ parts }: SeriesGroup, ranks: readonly number[]): Cell[] {
  let [before, next] = [0, 0];
  return parts.flatMap((part) => {
    const cells: Cell[] = [];
    const end = before + pictureCount(part);
    for (; (ranks[next] ?? Infinity) < end; next++) cells.push(...cellAt(part, (ranks[next] ?? 0) - before));
    before = end;
    return cells;
  });
}

function cellAt(part: PlacedSeries, rank: number): Cell[] {
  const { series } = part;
  const tile = series.sprite?.tiles[rank];
  return thumbnailsIn([part], tile === undefined ? rank : 0, 1).map((image) => {
    if (tile === undefined)
      return { image, timeMs: image.kind === 'Poster' ? undefined : timeMsOf(series, image.index) };
    const { startMs: timeMs, x, y, width, height } = tile;
    return { image, timeMs, tile: { x, y, width, height } };
  });
}

/** Evenly over time; where each shows an image of its own, fewer. */
function someCues(cues: readonly Cue[]): Cue[] {
  const images = new Set(cues.map(({ image }) => image.id)).size;
  const most = images > STORYBOARD_IMAGES ? STORYBOARD_IMAGES : STORYBOARD_CUES;
  return sampleEvenly(cues.length, most).flatMap((rank) => cues[rank] ?? []);
}

/** At most `most` of so many ranks, evenly from the first to the last. */
export function sampleEvenly(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, rank) => rank);
  const step = (count - 1) / Math.max(1, most - 1);
  return Array.from({ length: most }, (_, i) => Math.round(i * step));
}

function pageOf(count: number, size: number, asked: number): { page: number; pages: number; first: number } {
  const pages = Math.max(1, Math.ceil(count / size));
  const page = Math.min(asked, pages);
  return { page, pages, first: (page - 1) * size };
}

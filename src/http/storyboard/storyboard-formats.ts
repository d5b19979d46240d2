import type { Area } from '../../domain/series.js';
import { toGrids, type SheetGrid } from '../../domain/sheet-grid.js';
import { eachInSteps, type Steps } from '../../domain/steps.js';
import type { Storyboard } from '../../domain/storyboard.js';
import type { Thumbnail } from '../../domain/thumbnail.js';

export type UrlOf = (image: Thumbnail) => string;

export interface StoryboardFormat {
  name: string;
  /** Exactly, without a charset behind: all of them are UTF-8 by definition. */
  contentType: string;
  /** The text in steps, since it may be of thousands of cues and signatures; undefined for a storyboard that the format has no place for: `demands` says what it wants. */
  write: (storyboard: Storyboard, urlOf: UrlOf) => Steps<string | undefined>;
  demands?: string;
}

/** In the order in which they are documented; WebVTT and the list of cues take every storyboard. */
export const FORMATS = {
  webvtt: { name: 'webvtt', contentType: 'text/vtt', write: toWebVtt },
  cues: { name: 'cues', contentType: 'application/json', write: toCueList },
  storyboard: {
    name: 'storyboard',
    contentType: 'application/json',
    write: toSheetObject,
    demands: 'it takes one image alone, and tiles of one size; ask for format=cues',
  },
  playlist: {
    name: 'playlist',
    contentType: 'application/vnd.apple.mpegurl',
    write: toPlaylist,
    demands: 'it takes sheets that are grids, and tiles that show for equally long; ask for the WebVTT',
  },
} satisfies Record<string, StoryboardFormat>;

/** An image's URL and the part of it that shows, as https://www.w3.org/TR/media-frags/#naming-space has it. */
export function cueUrl({ image, x, y, width, height }: Area & { image: Thumbnail }, urlOf: UrlOf): string {
  return `${urlOf(image)}#xywh=${x},${y},${width},${height}`;
}

/**
 * WebVTT as all players read it (https://www.w3.org/TR/webvtt1/): nothing but cues, with LF line ends and `#xywh` on each. Cue
 * identifiers, NOTE blocks, CRLF and whole images without `#xywh` break some.
 */
export function* toWebVtt({ cues }: Storyboard, urlOf: UrlOf): Steps<string> {
  const texts: string[] = [];
  yield* eachInSteps(cues, (cue) =>
    texts.push(`\n${timestamp(cue.startMs)} --> ${timestamp(cue.endMs)}\n${cueUrl(cue, urlOf)}\n`),
  );
  return `WEBVTT\n${texts.join('')}`;
}

/** `HH:MM:SS.mmm`; hours have more digits when they need them. */
function timestamp(ms: number): string {
  const pad = (value: number, digits = 2): string => String(Math.floor(value)).padStart(digits, '0');
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;
}

/** The cues of the WebVTT as JSON, times in seconds: a dialect of Vidstack, for storyboards of any form. */
export function* toCueList({ cues }: Storyboard, urlOf: UrlOf): Steps<string> {
  const list: object[] = [];
  yield* eachInSteps(cues, (cue) =>
    list.push({ startTime: cue.startMs / 1000, endTime: cue.endMs / 1000, text: cueUrl(cue, urlOf) }),
  );
  return JSON.stringify(list);
}

/**
 * One sheet and where its tiles lie, times in seconds: a dialect of Vidstack and of Mux's players. Undefined for several images,
 * and for tiles of several sizes: it has no place for them.
 */
export function* toSheetObject({ cues, images }: Storyboard, urlOf: UrlOf): Steps<string | undefined> {
  const [first] = cues;
  const [sheet, ...others] = images;
  if (first === undefined || sheet === undefined || others.length > 0) return undefined;
  const { width, height } = first;
  if (cues.some((cue) => cue.width !== width || cue.height !== height)) return undefined;
  const tiles: object[] = [];
  yield* eachInSteps(cues, ({ startMs, x, y }) => tiles.push({ start: startMs / 1000, x, y }));
  return JSON.stringify({
    url: urlOf(sheet),
    tile_width: width,
    tile_height: height,
    duration: (cues.at(-1)?.endMs ?? 0) / 1000,
    tiles,
  });
}

/**
 * An image media playlist: HLS (RFC 8216) with images for segments, as https://github.com/image-media-playlist/spec has it.
 * Undefined for sheets that are no grids, or whose tiles do not show for equally long: it cannot say so.
 */
export function* toPlaylist({ cues }: Storyboard, urlOf: UrlOf): Steps<string | undefined> {
  const segments: Segment[] = [];
  if (cues[0]?.image.kind === 'Sprite') {
    const grids = toGrids(cues);
    if (grids === undefined) return undefined;
    yield* eachInSteps(grids, (grid) => segments.push(...segmentsOf(grid, urlOf(grid.image))));
  } else {
    yield* eachInSteps(cues, ({ image, startMs, endMs }) =>
      segments.push({ lengthMs: endMs - startMs, lines: [urlOf(image)] }),
    );
  }
  // Each length, rounded to a whole number, has to be at most the target (RFC 8216, 4.3.3.1).
  const target = segments.reduce((most, { lengthMs }) => Math.max(most, Math.round(lengthMs / 1000)), 1);
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-IMAGES-ONLY',
    ...segments.flatMap((one) => [`#EXTINF:${(one.lengthMs / 1000).toFixed(3)},`, ...one.lines]),
    '#EXT-X-ENDLIST',
  ];
  return `${lines.join('\n')}\n`;
}

interface Segment {
  lengthMs: number;
  lines: string[];
}

/** A sheet, after its first tile alone where that shows for longer: cut off after it, a sheet shows nothing but that. */
function segmentsOf(
  { columns, rows, tileWidth, tileHeight, leadMs, stepMs, lengthMs }: SheetGrid,
  url: string,
): Segment[] {
  const segment = (length: number, durationMs: number): Segment => {
    const tiles = `RESOLUTION=${tileWidth}x${tileHeight},LAYOUT=${columns}x${rows}`;
    const seconds = Number((durationMs / 1000).toFixed(6));
    return { lengthMs: length, lines: [`#EXT-X-TILES:${tiles},DURATION=${seconds}`, url] };
  };
  return [...(leadMs > 0 ? [segment(leadMs, leadMs)] : []), segment(lengthMs, stepMs)];
}

import { LIMITS } from './limits.js';
import type { Tile } from './series.js';

/** A tile, and the address of the sheet that it lies on, as it is written. */
export interface SheetTile extends Tile {
  address: string;
}

/** The text is not a WebVTT that lists tiles; the message says where it stops being one. */
export class WebVttError extends Error {
  override readonly name = 'WebVttError';
  /** Its cues hold words, or it has more tiles than may be read. */
  readonly because: 'captions' | 'too-many-tiles' | 'unreadable';

  constructor(message: string, because: WebVttError['because'] = 'unreadable') {
    super(message);
    this.because = because;
  }
}

/** Hours of up to five digits, so that every time is an exact number that a row can hold. */
const TIMING = /^((?:\d{1,5}:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s+-->\s+((?:\d{1,5}:)?\d{1,2}:\d{1,2}[.,]\d{1,3})/;
const XYWH = /^(.*)#xywh=(?:pixel:)?(\d{1,6}),(\d{1,6}),(\d{1,6}),(\d{1,6})\s*$/i;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * The tiles of a sprite's WebVTT (https://www.w3.org/TR/webvtt1/, fragments by https://www.w3.org/TR/media-frags/).
 * Lenient, since encoders differ: byte order mark, CRLF, cue identifiers, NOTE and STYLE blocks, `mm:ss.mmm` and cue
 * settings are all taken. What an address means, the names in storage tell (sheets.ts): nothing that a file names is fetched.
 * Throws `WebVttError`, also for more than `most` tiles.
 */
export function parseTiles(text: string, most: number = LIMITS.tilesOfLocation): SheetTile[] {
  const tiles: SheetTile[] = [];
  let number = 0;
  let timing: RegExpExecArray | null = null;
  for (const line of linesOf(text.replace(/^\uFEFF/, ''))) {
    number += 1;
    if (number > LIMITS.linesOfWebVtt) throw new WebVttError(`more than ${LIMITS.linesOfWebVtt} lines`);
    if (number === 1 && !/^WEBVTT(?:[ \t]|$)/.test(line)) throw new WebVttError('the text does not begin with WEBVTT');
    if (timing === null) {
      timing = TIMING.exec(line);
      continue;
    }
    if (line.length > LIMITS.addressCharacters)
      throw new WebVttError(`line ${number}: an address of ${line.length} characters`);
    const area = XYWH.exec(line);
    if (area === null) throw new WebVttError(`line ${number}: a cue without #xywh=x,y,w,h`, ofWords(tiles));
    const [x = 0, y = 0, width = 0, height = 0] = area.slice(2).map(Number);
    if (width === 0 || height === 0) throw new WebVttError(`line ${number}: a tile without a size`);
    tiles.push({
      startMs: toMs(timing[1] ?? ''),
      endMs: toMs(timing[2] ?? ''),
      x,
      y,
      width,
      height,
      address: area[1] ?? '',
    });
    if (tiles.length > most) throw new WebVttError(`more than ${most} tiles`, 'too-many-tiles');
    timing = null;
  }
  if (timing !== null) throw new WebVttError(`line ${number}: a cue without #xywh=x,y,w,h`, ofWords(tiles));
  if (tiles.length === 0) throw new WebVttError('no cue lists a tile');
  return tiles;
}

/** What a first cue without a place means: words. */
function ofWords(tiles: readonly SheetTile[]): WebVttError['because'] {
  return tiles.length === 0 ? 'captions' : 'unreadable';
}

/** One by one: as a list, the empty lines of a long text would take thirty times its memory. */
function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    yield text.slice(start, at);
    if (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) at += 1;
    start = at + 1;
  }
  yield text.slice(start);
}

function toMs(timestamp: string): number {
  const [seconds = '0', minutes = '0', hours = '0'] = timestamp.replace(',', '.').split(':').reverse();
  return Math.round((Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000);
}

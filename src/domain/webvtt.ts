import { contentTypeOf } from './image-type.js';
import { LIMITS } from './limits.js';
import type { Area } from './series.js';
import { eachInSteps, type Steps } from './steps.js';
import { namesIn } from './text.js';

interface Times {
  startMs: number;
  endMs: number;
}

/** A cue that names an image: when it shows, the address as it is written, and the part of the image; without `area`, all of it. */
export interface ImageCue extends Times {
  address: string;
  area?: Area;
}

/** The text is not a WebVTT of images; the message says where it stops being one. */
export class WebVttError extends Error {
  override readonly name = 'WebVttError';
  /** Its cues hold words, it has no cue, it has more cues than may be read, or it is no WebVTT of images. */
  readonly because: 'captions' | 'empty' | 'too-many-tiles' | 'unreadable';
  /** The addresses before its `#xywh=`: these images are sheets, though their times are unknown. */
  readonly addresses: readonly string[];

  constructor(message: string, because: WebVttError['because'] = 'unreadable', addresses: readonly string[] = []) {
    super(message);
    this.because = because;
    this.addresses = addresses;
  }
}

const TIMING = /^\s*((?:\d+:)?\d+:\d+(?:[.,]\d+)?)\s*-->\s*((?:\d+:)?\d+:\d+(?:[.,]\d+)?)(?=\s|$)/;
const NUMBER = String.raw`(\d{1,6}(?:\.\d{1,9})?)`;
/** Beside others, such as `#t=5&xywh=…`. */
const FRAGMENT = String.raw`#(?:[^#\r\n]*&)?xywh=`;
const XYWH = new RegExp(`^(.*)${FRAGMENT}(?:pixel:)?${[NUMBER, NUMBER, NUMBER, NUMBER].join(',')}(?:&[^#]*)?$`, 'i');
const ANY_XYWH = new RegExp(FRAGMENT, 'i');
/** A line, from the start or the line end before. */
const LINE = /(?<=^|\n|\r(?!\n))[^\r\n]*/g;

/**
 * The cues of a WebVTT that names images (https://www.w3.org/TR/webvtt1/, fragments by https://www.w3.org/TR/media-frags/): all with
 * `#xywh`, or all without. Lenient, since encoders differ: byte order mark, CRLF, identifiers, NOTE and STYLE blocks, settings, times of
 * any number of digits. But what looks like a cue and is none makes the file unreadable: it is never read in part. What an address means,
 * the names in storage tell (sheets.ts): nothing that a file names is fetched. Throws `WebVttError`, also for more than `most` cues.
 */
export function* parseCues(text: string, most: number = LIMITS.tilesOfLocation): Steps<ImageCue[]> {
  const hasAreas = ANY_XYWH.test(text);
  const cues: ImageCue[] = [];
  const fail = (message: string, because?: WebVttError['because']): never => {
    throw new WebVttError(message, because, hasAreas ? addressesIn(text) : []);
  };
  let number = 0;
  let wholeAt: number | undefined;
  let times: Times | undefined;

  const add = (shown: Times, payload: string): void => {
    if (payload.length > LIMITS.addressCharacters) fail(`line ${number}: an address of ${payload.length} characters`);
    const cue = { ...shown, ...readPayload(payload) };
    if (cue.area === undefined) wholeAt ??= number;
    if (cue.area === undefined && !hasAreas && !isImageAddress(cue.address)) fail(atLine(number), 'captions');
    if (cue.area?.width === 0 || cue.area?.height === 0) fail(`line ${number}: a tile without a size`);
    cues.push(cue);
    if (cues.length > most) fail(`more than ${most} tiles`, 'too-many-tiles');
  };
  // One by one: as a list, the empty lines of a long text would take thirty times its memory.
  yield* eachInSteps(text.replace(/^\uFEFF/, '').matchAll(LINE), ([line]) => {
    number += 1;
    if (number > LIMITS.linesOfWebVtt) fail(`more than ${LIMITS.linesOfWebVtt} lines`);
    if (number === 1 && !/^WEBVTT(?:[ \t]|$)/.test(line)) fail('the text does not begin with WEBVTT');
    const shown = times;
    times = undefined;
    if (shown !== undefined) add(shown, line);
    else if (line.includes('-->'))
      times = readTiming(line) ?? fail(`line ${number}: '-->' in a line that is no timing`);
  });
  if (times !== undefined) add(times, '');
  if (cues.length === 0) fail('no cue names an image', 'empty');
  if (hasAreas && wholeAt !== undefined) fail(atLine(wholeAt));
  return cues;
}

function atLine(number: number): string {
  return `line ${number}: a cue without #xywh=x,y,w,h`;
}

function readTiming(line: string): Times | undefined {
  const [, start = '', end = ''] = (line.length <= LIMITS.addressCharacters && TIMING.exec(line)) || [];
  const [startMs, endMs] = [toMs(start), toMs(end)];
  return start !== '' && Number.isSafeInteger(startMs) && Number.isSafeInteger(endMs) ? { startMs, endMs } : undefined;
}

function toMs(timestamp: string): number {
  const [seconds = '0', minutes = '0', hours = '0'] = timestamp.replace(',', '.').split(':').reverse();
  return Math.round((Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000);
}

function readPayload(payload: string): Pick<ImageCue, 'address' | 'area'> {
  const [, address = payload.trim(), ...numbers] = XYWH.exec(payload.trimEnd()) ?? [];
  if (numbers.length === 0) return { address };
  const [x = 0, y = 0, width = 0, height = 0] = numbers.map((text) => Math.round(Number(text)));
  return { address, area: { x, y, width, height } };
}

function isImageAddress(address: string): boolean {
  return namesIn(address).some((name) => contentTypeOf(name) !== undefined);
}

/** What stands before each `#xywh=`, in a file that cannot be read. */
function addressesIn(text: string): string[] {
  const found = new Set<string>();
  for (const [line] of text.matchAll(LINE)) {
    const at = line.length > LIMITS.addressCharacters ? -1 : line.search(ANY_XYWH);
    if (at >= 0) found.add(line.slice(0, at));
    if (found.size >= LIMITS.tilesOfLocation) break;
  }
  return [...found];
}

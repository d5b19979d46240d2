import { LIMITS } from '../../domain/limits.js';
import type { ImageLocation } from '../../domain/location.js';
import type { SpriteSheet } from '../../domain/series.js';
import { placeCues, type CueTime } from '../../domain/sheets.js';
import { numberedSheets, type RestImages, type VttGroup } from '../../domain/webvtt-groups.js';
import { stem } from '../../domain/image-listing.js';
import { lastName } from '../../domain/text.js';
import { WebVttError, type ImageCue } from '../../domain/webvtt.js';
import { inSlices } from '../../in-slices.js';
import type { ImageStore } from './ports.js';
import type { Unreadable } from './sample-series.js';

/** What the WebVTT files of a location say, by the names of its images. */
export interface ReadWebVtts {
  /** What lies on sheets. */
  tilesBySheet: Map<string, SpriteSheet>;
  /** Images of no preset that are sheets, with tiles or without. */
  sheets: Set<string>;
  /** When whole images begin to show. */
  times: Map<string, CueTime>;
}

/**
 * Reads the files of each group, within the limits of a location (limits.ts): a group beyond them loses all its tiles, since some of
 * them would show only a part of the video. A file that cannot be read costs its own tiles alone, and the log names it.
 */
export async function readWebVtts(
  images: ImageStore,
  location: ImageLocation,
  groups: readonly VttGroup[],
  rest: RestImages,
  sizes: ReadonlyMap<string, number>,
  unreadable: Unreadable,
): Promise<ReadWebVtts> {
  const read: ReadWebVtts = { tilesBySheet: new Map(), sheets: new Set(), times: new Map() };
  const note = (vttName: string, reason: string): void => {
    unreadable('webvtt-unreadable', vttName, reason);
  };
  let cuesLeft: number = LIMITS.tilesOfLocation;
  const readCues = async (vttName: string): Promise<readonly ImageCue[] | WebVttError> => {
    try {
      // At most the listed size, which was counted: the file may have grown since.
      const cues = await images.readWebVtt(location, vttName, { cues: cuesLeft, bytes: sizes.get(vttName) ?? 0 });
      // What was read counts, also where its sprite loses it later: the limit bounds the work.
      cuesLeft -= cues.length;
      return cues;
    } catch (error) {
      if (error instanceof WebVttError) return error;
      throw error;
    }
  };

  const { within, beyond } = divideByLimits(groups, sizes);
  for (const group of within) {
    const own = await readGroup(group, readCues, rest, sizes, note);
    for (const name of own.sheets) read.sheets.add(name);
    for (const [name, time] of own.times) if (!read.times.has(name)) read.times.set(name, time);
    for (const [name, sheet] of own.tilesBySheet) {
      if (!read.tilesBySheet.has(name) || isNamedAs(name, sheet.vttName)) read.tilesBySheet.set(name, sheet);
    }
  }
  const { webVttFilesOfLocation: files, webVttBytesOfLocation: bytes } = LIMITS;
  const most = `at most ${files} WebVTT files of ${bytes} bytes in all are read in a location`;
  const [first, ...others] = beyond.filter(isOfNoPreset).flatMap(({ vttNames }) => vttNames);
  if (first !== undefined) note(first, `${most}; it and ${others.length} others would be more`);
  for (const group of beyond) {
    const [vttName = '', ...more] = group.vttNames;
    if (!isOfNoPreset(group))
      note(vttName, `${most}; with this and ${more.length} others of its sprite it would be more`);
    for (const name of isOfNoPreset(group) ? numberedSheets(group, rest) : []) read.sheets.add(name);
  }
  return read;
}

/** Reads one group; what it answers has no tiles where there are too many of them. */
async function readGroup(
  group: VttGroup,
  readCues: (vttName: string) => Promise<readonly ImageCue[] | WebVttError>,
  rest: RestImages,
  sizes: ReadonlyMap<string, number>,
  note: (vttName: string, reason: string) => void,
): Promise<ReadWebVtts> {
  const own: ReadWebVtts = { tilesBySheet: new Map(), sheets: new Set(), times: new Map() };
  const place = (vttName: string, cues: readonly ImageCue[]) =>
    inSlices(placeCues(vttName, cues, group, rest, (name) => sizes.has(name)));
  const keepSheets = (names: Iterable<string>): void => {
    for (const name of isOfNoPreset(group) ? names : []) own.sheets.add(name);
  };
  for (const vttName of group.vttNames) {
    const cues = await readCues(vttName);
    if (cues instanceof WebVttError) {
      if (isOfNoPreset(group) && cues.because === 'empty') continue;
      if (isOfNoPreset(group) && cues.because === 'captions') {
        // The other files of a run of captions are captions, too: parts of a stream may be thousands.
        if (own.tilesBySheet.size === 0 && own.times.size === 0) return own;
        continue;
      }
      const named = cues.addresses.map((address) => ({ address, startMs: 0, endMs: 0, area: NO_AREA }));
      keepSheets((await place(vttName, named)).tiles.keys());
      if (cues.because === 'too-many-tiles') {
        note(vttName, `the WebVTT files of the location have more than ${LIMITS.tilesOfLocation} tiles`);
        keepSheets(numberedSheets(group, rest));
        return { ...own, tilesBySheet: new Map(), times: new Map() };
      }
      if (named.length === 0) keepSheets(numberedSheets(group, rest));
      note(vttName, cues.message);
      continue;
    }
    const { tiles, times, lost } = await place(vttName, cues);
    keepSheets(tiles.keys());
    const problem = problemOf(cues, lost, isOfNoPreset(group));
    if (problem !== undefined) note(vttName, problem);
    if (allStartTogether(cues)) continue;
    // Where several files list tiles on one sheet, the file of its name counts, else the first.
    for (const [name, tilesOfSheet] of tiles) {
      if (!own.tilesBySheet.has(name) || isNamedAs(name, vttName))
        own.tilesBySheet.set(name, { vttName, tiles: tilesOfSheet });
    }
    for (const [name, ms] of isOfNoPreset(group) ? times : [])
      if (!own.times.has(name)) own.times.set(name, { ms, vttName });
  }
  return own;
}

/** Of no preset: what its files name tells what they are. */
function isOfNoPreset({ sprites }: VttGroup): boolean {
  return sprites.length === 0;
}

function isNamedAs(name: string, vttName: string): boolean {
  return stem(name) === stem(vttName);
}

const NO_AREA = { x: 0, y: 0, width: 1, height: 1 };

function allStartTogether(cues: readonly ImageCue[]): boolean {
  return cues.length > 1 && cues.every(({ startMs }) => startMs === cues[0]?.startMs);
}

function problemOf(cues: readonly ImageCue[], lost: readonly ImageCue[], ofNoPreset: boolean): string | undefined {
  if (allStartTogether(cues)) return 'all its cues stand at one moment';
  if (!ofNoPreset && cues.some(({ area }) => area === undefined)) return 'its cues have no #xywh=x,y,w,h';
  const [first] = lost;
  if (first === undefined) return undefined;
  const what = first.area === undefined ? 'image of the location' : 'sheet of its sprite';
  return `${lost.length} of its ${cues.length} cues name no ${what}; the first of them names '${lastName(first.address)}'`;
}

/**
 * Which groups fit the limits of a location, in order, by the sizes in the listing: nothing is read before that is known. A smaller
 * group behind one that does not fit may fit.
 */
function divideByLimits(groups: readonly VttGroup[], sizes: ReadonlyMap<string, number>) {
  const within: VttGroup[] = [];
  const beyond: VttGroup[] = [];
  let files = 0;
  let bytes = 0;
  for (const group of groups) {
    const more = group.vttNames.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
    const isWithin =
      files + group.vttNames.length <= LIMITS.webVttFilesOfLocation && bytes + more <= LIMITS.webVttBytesOfLocation;
    if (isWithin) {
      files += group.vttNames.length;
      bytes += more;
    }
    (isWithin ? within : beyond).push(group);
  }
  return { within, beyond };
}

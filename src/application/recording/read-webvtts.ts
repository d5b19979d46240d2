import { LIMITS } from '../../domain/limits.js';
import type { ImageLocation } from '../../domain/location.js';
import type { SpriteSheet } from '../../domain/series.js';
import { numberedSheets, placeCues, type RestImages, type VttGroup } from '../../domain/sheets.js';
import { stem } from '../../domain/image-listing.js';
import { lastName } from '../../domain/text.js';
import { WebVttError, type ImageCue } from '../../domain/webvtt.js';
import { inSlices } from '../../in-slices.js';
import type { ImageStore } from './ports.js';
import type { Unreadable } from './sample-series.js';

/** What the WebVTT files of a location say, by the names of its images. */
export interface ReadWebVtts {
  /** What lies on sheets. */
  tiled: Map<string, SpriteSheet>;
  /** Images of no preset that are sheets, with tiles or without. */
  sheets: Set<string>;
  /** When whole images begin to show. */
  times: Map<string, number>;
}

/**
 * Reads the files of each group, within the limits of a location (limits.ts): of a group that is beyond them no tile counts, since some of
 * its tiles would show a part of the video. A file that cannot be read costs its own tiles alone, and the log names it.
 */
export async function readWebVtts(
  images: ImageStore,
  location: ImageLocation,
  groups: readonly VttGroup[],
  rest: RestImages,
  sizes: ReadonlyMap<string, number>,
  unreadable: Unreadable,
): Promise<ReadWebVtts> {
  const read: ReadWebVtts = { tiled: new Map(), sheets: new Set(), times: new Map() };
  const isListed = (name: string): boolean => sizes.has(name);
  let cuesLeft: number = LIMITS.tilesOfLocation;

  const readGroup = async (group: VttGroup): Promise<void> => {
    const own: ReadWebVtts = { tiled: new Map(), sheets: new Set(), times: new Map() };
    const isFree = group.sprites.length === 0;
    const place = (vttName: string, cues: readonly ImageCue[]) =>
      inSlices(placeCues(vttName, cues, group, rest, isListed));
    for (const vttName of group.vttNames) {
      try {
        const cues = await images.readWebVtt(location, vttName, cuesLeft);
        // What was read counts, also where the sprite loses it later: the limit bounds the work.
        cuesLeft -= cues.length;
        const { tiles, times, lost } = await place(vttName, cues);
        if (isFree) for (const name of tiles.keys()) own.sheets.add(name);
        const problem = problemOf(cues, lost, isFree);
        if (problem !== undefined) unreadable('webvtt-unreadable', vttName, problem);
        if (areAtOneMoment(cues)) continue;
        for (const [name, onSheet] of tiles) {
          // Where several files list tiles on one sheet, the file of its name counts, else the first.
          const isTiled = own.tiled.has(name) || read.tiled.has(name);
          if (!isTiled || stem(name) === stem(vttName)) own.tiled.set(name, { vttName, tiles: onSheet });
        }
        if (isFree) for (const [name, ms] of times) if (!read.times.has(name)) own.times.set(name, ms);
      } catch (error) {
        if (!(error instanceof WebVttError)) throw error;
        if (isFree && error.because === 'captions') {
          // The other files of a run of captions are captions, too: parts of a stream may be thousands.
          if (own.tiled.size === 0 && own.times.size === 0) break;
          continue;
        }
        const named = error.addresses.map((address) => ({ address, startMs: 0, endMs: 0, area: NO_AREA }));
        if (isFree) for (const name of (await place(vttName, named)).tiles.keys()) own.sheets.add(name);
        if (error.because === 'too-many-tiles') {
          unreadable(
            'webvtt-unreadable',
            vttName,
            `the WebVTT files of the location have more than ${LIMITS.tilesOfLocation} tiles`,
          );
          own.tiled.clear();
          own.times.clear();
          if (isFree) for (const name of numberedSheets(group, rest)) own.sheets.add(name);
          break;
        }
        if (isFree && named.length === 0) for (const name of numberedSheets(group, rest)) own.sheets.add(name);
        unreadable('webvtt-unreadable', vttName, error.message);
      }
    }
    for (const [name, sheet] of own.tiled) read.tiled.set(name, sheet);
    for (const [name, ms] of own.times) read.times.set(name, ms);
    for (const name of own.sheets) read.sheets.add(name);
  };

  const { within, beyond } = divideByLimits(groups, sizes);
  for (const group of within) await readGroup(group);
  const { webVttFilesOfLocation: files, webVttBytesOfLocation: bytes } = LIMITS;
  const most = `at most ${files} WebVTT files of ${bytes} bytes in all are read in a location`;
  for (const { vttNames } of beyond.filter(({ sprites }) => sprites.length > 0))
    unreadable(
      'webvtt-unreadable',
      vttNames[0] ?? '',
      `${most}, and this is one of ${vttNames.length} of a sprite that would be more`,
    );
  const free = beyond.filter(({ sprites }) => sprites.length === 0);
  const others = free.reduce((sum, { vttNames }) => sum + vttNames.length, -1);
  if (free.length > 0)
    unreadable('webvtt-unreadable', free[0]?.vttNames[0] ?? '', `${most}; it and ${others} others would be more`);
  for (const group of free) for (const name of numberedSheets(group, rest)) read.sheets.add(name);
  return read;
}

const NO_AREA = { x: 0, y: 0, width: 1, height: 1 };

function areAtOneMoment(cues: readonly ImageCue[]): boolean {
  return cues.length > 1 && cues.every(({ startMs }) => startMs === cues[0]?.startMs);
}

function problemOf(cues: readonly ImageCue[], lost: readonly ImageCue[], isFree: boolean): string | undefined {
  if (areAtOneMoment(cues)) return 'all its cues stand at one moment';
  if (!isFree && cues.some(({ area }) => area === undefined)) return 'its cues have no #xywh=x,y,w,h';
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

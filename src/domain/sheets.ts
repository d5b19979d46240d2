import { partOf, type FoundSeries } from './found-series.js';
import { namesOfOne } from './guess-series.js';
import { splitFolder, stem } from './image-listing.js';
import { nameOf, numberedNames, numberedSeries, trailingIndex, type NumberedName } from './numbered-names.js';
import { blobName, imageCount, indexesOf, indexOfName, type SpriteSheet, type Tile } from './series.js';
import { eachInSteps, type Steps } from './steps.js';
import { namesIn } from './text.js';
import { timingOf, type Shot } from './timed-names.js';
import { sheetOfVtt, type RestImages, type VttGroup } from './webvtt-groups.js';
import type { ImageCue } from './webvtt.js';

/** The image that an address without a listed name means: of the WebVTT's own name, else the only one that it can be of. */
function namelessSheet(vttName: string, { sprites }: VttGroup, rest: RestImages): string | undefined {
  if (sprites.length === 0) {
    const { folder } = splitFolder(vttName);
    return rest.byStem.get(stem(vttName)) ?? rest.onlyImage.get(stem(vttName)) ?? rest.onlyImage.get(folder);
  }
  for (const { names } of sprites) {
    const index = sheetOfVtt(names, vttName);
    if (index !== undefined) return blobName(names, index);
  }
  const single = sprites.find(({ names }) => imageCount(names) === 1);
  return single && blobName(single.names, single.names.ranges[0]?.[0] ?? 0);
}

/** What the cues of one file say, by the names of the images below the location. */
export interface PlacedCues {
  /** In order of time. */
  tiles: Map<string, Tile[]>;
  /** When whole images begin to show. */
  times: Map<string, number>;
  /** Cues that name no image which they can be of. */
  lost: ImageCue[];
}

/**
 * Puts cues on the images that they name, of those that may be meant. A file that names one image, which is not of the location, is
 * taken to mean the sheet of its own name, or the only one.
 */
export function* placeCues(
  vttName: string,
  cues: readonly ImageCue[],
  group: VttGroup,
  rest: RestImages,
  isListed: (name: string) => boolean,
): Steps<PlacedCues> {
  const { folder } = splitFolder(vttName);
  const isMeant = (name: string): boolean =>
    group.sprites.length === 0
      ? rest.names.has(name)
      : group.sprites.some(({ names }) => indexOfName(names, name) !== undefined);
  const placed: PlacedCues = { tiles: new Map(), times: new Map(), lost: [] };
  const imageByAddress = new Map<string, string | undefined>();
  yield* eachInSteps(cues, ({ address }) => {
    if (imageByAddress.has(address)) return;
    // The likeliest name of an address that an image has.
    imageByAddress.set(
      address,
      namesIn(address)
        .map((name) => folder + name)
        .find(isMeant),
    );
  });
  const [only = ''] = imageByAddress.keys();
  const isNameless = imageByAddress.size === 1 && !namesIn(only).some((name) => isListed(folder + name));
  if (isNameless) imageByAddress.set(only, namelessSheet(vttName, group, rest));

  yield* eachInSteps(cues, (cue) => {
    const { address, area, startMs, endMs } = cue;
    const name = imageByAddress.get(address);
    if (name === undefined || (area === undefined && isNameless)) placed.lost.push(cue);
    else if (area === undefined) placed.times.set(name, Math.min(startMs, placed.times.get(name) ?? Infinity));
    else {
      const tiles = placed.tiles.get(name) ?? [];
      tiles.push({ startMs, endMs, ...area });
      placed.tiles.set(name, tiles);
    }
  });
  yield* eachInSteps(placed.tiles.values(), (tiles) => tiles.sort((a, b) => a.startMs - b.startMs));
  return placed;
}

/** A series of one sheet with its tiles, or of images that have none. */
export interface Sheet {
  found: FoundSeries;
  sprite?: SpriteSheet;
}

/** When a whole image begins to show, and the WebVTT file that says so. */
export interface CueTime {
  ms: number;
  vttName: string;
}

/**
 * A series with the times that cues give it: an even pace that half of its images or more show, else the time of each image if all have
 * one. In `problem`, why cues of its images give it none.
 */
export function* timedBy(
  found: FoundSeries,
  times: ReadonlyMap<string, CueTime>,
): Steps<{ found: FoundSeries; problem?: { vttName: string; reason: string } }> {
  const { names } = found;
  const shots: Shot[] = [];
  let vttName = '';
  yield* eachInSteps(indexesOf(names), (index) => {
    const cue = times.get(blobName(names, index));
    if (cue === undefined) return;
    shots.push({ index, ms: cue.ms });
    vttName ||= cue.vttName;
  });
  if (shots.length === 0) return { found };
  const count = imageCount(names);
  const none = (why: string) => {
    const reason = `its cues give no times to the ${count} images ${names.prefix}*${names.suffix}: ${why}`;
    return { found, problem: { vttName, reason } };
  };
  if (shots.some(({ ms }, i) => ms <= (shots[i - 1]?.ms ?? -1))) return none('they do not follow their numbers');
  const timing = timingOf(shots);
  const isEven = timing.timesByIndex === undefined && (timing.stepMs > 0 || count === 1);
  if (shots.length * (isEven ? 2 : 1) < count) return none(`${count - shots.length} have no cue`);
  return { found: { ...found, timing: { ...timing, source: 'webvtt' } } };
}

/**
 * The sprites of the sheets that WebVTT files name, with what looks like one of them but for the number, and all other images. A lone
 * sheet's number is an index only when it is an encoder's.
 */
export function* spritesOf(
  rest: readonly string[],
  sheets: ReadonlySet<string>,
): Steps<{ sprites: FoundSeries[]; others: readonly string[] }> {
  if (sheets.size === 0) return { sprites: [], others: rest };
  const keyOf = ({ prefix, digits, suffix }: NumberedName): string | undefined =>
    digits === undefined ? undefined : `${prefix}\0${suffix}`;
  const numbered = yield* numberedNames(rest);
  const keys = new Set<string | undefined>();
  yield* eachInSteps(numbered, (one) => {
    if (sheets.has(nameOf(one))) keys.add(keyOf(one));
  });
  keys.delete(undefined);
  const own: NumberedName[] = [];
  const others: string[] = [];
  yield* eachInSteps(numbered, (one) => {
    if (sheets.has(nameOf(one)) || keys.has(keyOf(one))) own.push(one);
    else others.push(nameOf(one));
  });
  const sprites = (yield* numberedSeries(own)).map((names): FoundSeries => {
    const isAlone = names.indexDigits > 0 && imageCount(names) === 1;
    const own = isAlone ? namesOfOne(trailingIndex(blobName(names, names.ranges[0]?.[0] ?? 0))) : names;
    return { kind: 'Sprite', names: own };
  });
  return { sprites, others };
}

/** The sheets of a sprite with what lies on them, by their names. Several become a series each, and their times are those of their tiles. */
export function sheetsOf(found: FoundSeries, tilesBySheet: ReadonlyMap<string, SpriteSheet>): Sheet[] {
  const { kind, names } = found;
  if (kind !== 'Sprite') return [{ found }];
  const own = [...tilesBySheet].flatMap(([name, sprite]) => {
    const index = name.startsWith(names.prefix) ? indexOfName(names, name) : undefined;
    return index === undefined ? [] : [{ index, sprite }];
  });
  const [first] = own;
  if (first === undefined) return [{ found }];
  if (imageCount(names) === 1) return [{ found, sprite: first.sprite }];
  const sheets = own
    .sort((a, b) => a.index - b.index)
    .map(({ index, sprite }): Sheet => ({ found: { kind, names: { ...names, ranges: [[index, index]] } }, sprite }));
  const withTiles = new Set(own.map(({ index }) => index));
  const others = partOf(names, (index) => !withTiles.has(index));
  return others.ranges.length === 0 ? sheets : [...sheets, { found: { ...found, names: others } }];
}

import { partOf, type FoundSeries } from './found-series.js';
import { hasEncoderIndex, namesOfOne } from './guess-series.js';
import { splitFolder, stem } from './image-listing.js';
import { nameOf, numberedNames, numberedSeries, trailingIndex, type NumberedName } from './numbered-names.js';
import {
  blobName,
  imageCount,
  indexesOf,
  indexOfName,
  type SeriesNames,
  type SpriteSheet,
  type Tile,
} from './series.js';
import { eachInSteps, type Steps } from './steps.js';
import { namesIn } from './text.js';
import { paceOf } from './timed-names.js';
import type { ImageCue } from './webvtt.js';

const SEPARATORS = /(?<![-_. ])[-_. ]+$/;

/** The WebVTT files of a location that may belong to sprites: by their names without the extension, and by folder. */
export interface VttFiles {
  byStem: ReadonlyMap<string, string>;
  byFolder: ReadonlyMap<string, readonly string[]>;
}

export function* vttFiles(names: readonly string[]): Steps<VttFiles> {
  const byStem = new Map<string, string>();
  const byFolder = new Map<string, string[]>();
  yield* eachInSteps(names, (name) => {
    const { folder, file } = splitFolder(name);
    // What an analysis of the sound leaves beside the images.
    if (/^transcript\.vtt$/i.test(file)) return;
    byStem.set(stem(name), name);
    const beside = byFolder.get(folder);
    if (beside === undefined) byFolder.set(folder, [name]);
    else beside.push(name);
  });
  return { byStem, byFolder };
}

/** The WebVTT of a preset's sprite has the name of a sheet, or that of the series, or a label's, or is the only one in the folder. */
export function* vttsOfSprite(vtts: VttFiles, names: SeriesNames, labels: readonly string[]): Steps<readonly string[]> {
  const { folder } = splitFolder(names.prefix);
  const beside = vtts.byFolder.get(folder) ?? [];
  const ofSheets: string[] = [];
  yield* eachInSteps(beside, (name) => {
    if (sheetOfVtt(names, name) !== undefined) ofSheets.push(name);
  });
  const whole = names.indexDigits === 0 ? [] : [names.prefix, names.prefix.replace(SEPARATORS, '')];
  const ofSeries = whole.flatMap((name) => vtts.byStem.get(name) ?? []).slice(0, 1);
  const labelled = new Set(labels.flatMap((label) => vtts.byStem.get(folder + label) ?? []));
  const likeliestFirst = [ofSheets, ofSeries, [...labelled]];
  return likeliestFirst.find(({ length }) => length > 0) ?? (beside.length === 1 ? beside : []);
}

/** The index of the sheet that has the name of a WebVTT; undefined where the series has none. */
function sheetOfVtt(names: SeriesNames, vttName: string): number | undefined {
  const example = blobName(names, names.ranges[0]?.[0] ?? 0);
  return indexOfName(names, stem(vttName) + example.slice(stem(example).length));
}

/**
 * WebVTT files that are of one sprite, or one each: all of them are read, or none. Without `sprites` of a preset, what they name are the
 * sheets.
 */
export interface VttGroup {
  vttNames: readonly string[];
  sprites: readonly FoundSeries[];
}

/** Images that no preset names, for the WebVTT files that may name them. */
export interface RestImages {
  names: ReadonlySet<string>;
  byStem: ReadonlyMap<string, string>;
  /** By folder and what stands before the number; the whole folder under its own name. Undefined for several. */
  alone: ReadonlyMap<string, string | undefined>;
}

export function* restImages(names: readonly string[]): Steps<RestImages> {
  const rest = {
    names: new Set<string>(),
    byStem: new Map<string, string>(),
    alone: new Map<string, string | undefined>(),
  };
  const note = (key: string, name: string): void => {
    rest.alone.set(key, rest.alone.has(key) ? undefined : name);
  };
  yield* eachInSteps(names, (name) => {
    const { folder } = splitFolder(name);
    rest.names.add(name);
    rest.byStem.set(stem(name), name);
    note(folder, name);
    const { prefix, digits } = trailingIndex(name);
    if (digits !== undefined && prefix !== folder) note(prefix.replace(SEPARATORS, ''), name);
  });
  return rest;
}

/** The WebVTT files of a location, those of presets first, then those that bear an image's name. */
export function* vttGroups(ruled: readonly FoundSeries[], vtts: VttFiles, rest: RestImages): Steps<VttGroup[]> {
  const groups = new Map<string, { vttNames: readonly string[]; sprites: FoundSeries[] }>();
  for (const sprite of ruled) {
    if (sprite.vttNames === undefined) continue;
    const key = sprite.vttNames.join('\0');
    const group = groups.get(key) ?? { vttNames: sprite.vttNames, sprites: [] };
    group.sprites.push(sprite);
    groups.set(key, group);
  }
  const claimed = new Set([...groups.values()].flatMap(({ vttNames }) => vttNames));
  const others: string[] = [];
  for (const [folder, beside] of vtts.byFolder) {
    if (!rest.alone.has(folder)) continue;
    yield* eachInSteps(beside, (name) => {
      if (!claimed.has(name)) others.push(name);
    });
  }
  const free: VttGroup[] = [];
  for (const names of yield* numberedSeries(yield* numberedNames(others))) {
    free.push({ vttNames: [...indexesOf(names)].map((index) => blobName(names, index)), sprites: [] });
  }
  const isOfImage = ({ vttNames }: VttGroup): boolean => rest.byStem.has(stem(vttNames[0] ?? ''));
  return [...groups.values(), ...free.filter(isOfImage), ...free.filter((group) => !isOfImage(group))];
}

/** The images whose names these WebVTT files bear, if an encoder numbered them: each is a sheet, whatever its file holds. */
export function numberedSheets({ vttNames }: VttGroup, rest: RestImages): string[] {
  const sheets = vttNames.flatMap((name) => rest.byStem.get(stem(name)) ?? []);
  const areSheets = sheets.length === vttNames.length && sheets.every((name) => hasEncoderIndex(trailingIndex(name)));
  return areSheets ? sheets : [];
}

/** The image that an address without a listed name means: of the WebVTT's own name, else the only one that it can be of. */
function namelessSheet(vttName: string, { sprites }: VttGroup, rest: RestImages): string | undefined {
  if (sprites.length === 0) {
    const { folder } = splitFolder(vttName);
    return rest.byStem.get(stem(vttName)) ?? rest.alone.get(stem(vttName)) ?? rest.alone.get(folder);
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
  const meant = new Map<string, string | undefined>();
  yield* eachInSteps(cues, ({ address }) => {
    if (meant.has(address)) return;
    // The likeliest name of an address that an image has.
    meant.set(
      address,
      namesIn(address)
        .map((name) => folder + name)
        .find(isMeant),
    );
  });
  const [only = ''] = meant.keys();
  const isNameless = meant.size === 1 && !namesIn(only).some((name) => isListed(folder + name));
  if (isNameless) meant.set(only, namelessSheet(vttName, group, rest));

  yield* eachInSteps(cues, (cue) => {
    const { address, area, startMs, endMs } = cue;
    const name = meant.get(address);
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

/** A series with the times that the cues of a WebVTT give its images, if they keep an even pace; else with those that it has. */
export function timedBy(found: FoundSeries, times: ReadonlyMap<string, number>): FoundSeries {
  const { names } = found;
  const shots = [...times]
    .flatMap(([name, ms]) => {
      const index = name.startsWith(names.prefix) ? indexOfName(names, name) : undefined;
      return index === undefined ? [] : [{ index, ms }];
    })
    .sort((a, b) => a.index - b.index);
  const stepMs = ((shots.at(-1)?.ms ?? 0) - (shots[0]?.ms ?? 0)) / Math.max(1, shots.length - 1);
  const isAlone = shots.length === 1 && imageCount(names) > 1;
  const timing = isAlone || (shots.length > 1 && stepMs <= 0) ? undefined : paceOf(shots, stepMs / 2);
  return timing === undefined ? found : { ...found, timing: { ...timing, source: 'webvtt' } };
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
    const single = imageCount(names) === 1 ? blobName(names, names.ranges[0]?.[0] ?? 0) : undefined;
    return { kind: 'Sprite', names: single === undefined ? names : namesOfOne(trailingIndex(single)) };
  });
  return { sprites, others };
}

/** The sheets of a sprite with what lies on them, by their names. Several become a series each, and their times are those of their tiles. */
export function sheetsOf(found: FoundSeries, tiled: ReadonlyMap<string, SpriteSheet>): Sheet[] {
  const { kind, names } = found;
  if (kind !== 'Sprite') return [{ found }];
  const own = [...tiled].flatMap(([name, sprite]) => {
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

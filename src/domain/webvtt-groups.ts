import type { FoundSeries } from './found-series.js';
import { hasEncoderIndex } from './guess-series.js';
import { splitFolder, stem } from './image-listing.js';
import { numberedNames, numberedSeries, trailingIndex } from './numbered-names.js';
import { blobName, indexesOf, indexOfName, type SeriesNames } from './series.js';
import { eachInSteps, type Steps } from './steps.js';

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
export function sheetOfVtt(names: SeriesNames, vttName: string): number | undefined {
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

/** Images that no preset names, as far as the WebVTT files of the location ask for them. */
export interface RestImages {
  names: ReadonlySet<string>;
  /** By the name of a WebVTT without its extension. */
  byStem: ReadonlyMap<string, string>;
  /** The only image of a folder, and the only one that has the name of a WebVTT before its number; undefined for several. */
  onlyImage: ReadonlyMap<string, string | undefined>;
}

export function* restImages(names: readonly string[], vtts: VttFiles): Steps<RestImages> {
  const byStem = new Map<string, string>();
  const onlyImage = new Map<string, string | undefined>();
  const note = (key: string, name: string): void => {
    onlyImage.set(key, onlyImage.has(key) ? undefined : name);
  };
  yield* eachInSteps(names, (name) => {
    note(splitFolder(name).folder, name);
    if (vtts.byStem.has(stem(name))) byStem.set(stem(name), name);
    const { prefix, digits } = trailingIndex(name);
    const series = prefix.replace(SEPARATORS, '');
    if (digits !== undefined && vtts.byStem.has(series)) note(series, name);
  });
  return { names: new Set(names), byStem, onlyImage };
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
    if (!rest.onlyImage.has(folder)) continue;
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

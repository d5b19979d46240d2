import { splitFolder, stem } from './image-listing.js';
import { blobName, indexesOf, type SeriesNames } from './series.js';

/** What an analysis of the sound leaves beside the images. */
const TRANSCRIPT = /^transcript\.vtt$/i;
const SEPARATORS = /(?<![-_. ])[-_. ]+$/;

/** The WebVTT files of a location that may belong to sprites: by their names without the extension, and by folder. */
export interface VttFiles {
  byStem: ReadonlyMap<string, string>;
  byFolder: ReadonlyMap<string, readonly string[]>;
}

export function vttFiles(names: readonly string[]): VttFiles {
  const byStem = new Map<string, string>();
  const byFolder = new Map<string, string[]>();
  for (const name of names) {
    const { folder, file } = splitFolder(name);
    if (TRANSCRIPT.test(file)) continue;
    byStem.set(stem(name), name);
    const beside = byFolder.get(folder);
    if (beside === undefined) byFolder.set(folder, [name]);
    else beside.push(name);
  }
  return { byStem, byFolder };
}

/** The WebVTT files that have the very name of a sheet of this series. */
export function vttsOfSheets({ byStem }: VttFiles, names: SeriesNames): string[] {
  const found = new Set<string>();
  for (const index of byStem.size === 0 ? [] : indexesOf(names)) {
    const vttName = byStem.get(stem(blobName(names, index)));
    if (vttName !== undefined) found.add(vttName);
  }
  return [...found];
}

/** Whether a WebVTT has the very name of this sheet. */
export function hasNameOf(names: SeriesNames, index: number, vttName: string): boolean {
  return stem(blobName(names, index)) === stem(vttName);
}

/** The WebVTT of a whole series: of the same name but for the index, as `clip_small.vtt` is of `clip_small000001.jpg`. */
export function vttOfSeries({ byStem }: VttFiles, { prefix, indexDigits }: SeriesNames): string | undefined {
  if (indexDigits === 0) return undefined;
  return byStem.get(prefix) ?? byStem.get(prefix.replace(SEPARATORS, ''));
}

/** A sprite's WebVTT has the name of a sheet, or that of the series, or a label's, or is the only one in the folder. */
export function vttsOfSprite(vtts: VttFiles, names: SeriesNames, labels: readonly string[]): string[] {
  const own = vttsOfSheets(vtts, names);
  if (own.length > 0) return own;
  const vttName = vttOfSeries(vtts, names);
  if (vttName !== undefined) return [vttName];
  const { folder } = splitFolder(names.prefix);
  const labelled = labels.map((label) => vtts.byStem.get(folder + label)).filter((name) => name !== undefined);
  const beside = vtts.byFolder.get(folder) ?? [];
  return labelled.length === 0 && beside.length === 1 ? [...beside] : [...new Set(labelled)];
}

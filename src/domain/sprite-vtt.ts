import { splitFolder, stem } from './image-listing.js';
import { blobName, indexesOf, type SeriesNames } from './series.js';

/** What an analysis of the sound leaves beside the images. */
const TRANSCRIPT = /^transcript\.vtt$/i;
const SEPARATORS = /[-_. ]+$/;

/** The WebVTT files of a place that may belong to sprites: by their names without the extension, and by folder. */
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

/** The sheets of a series that have a WebVTT of the very same name, with its name. */
export function sheetsWithVtt({ byStem }: VttFiles, names: SeriesNames): Map<number, string> {
  const found = new Map<number, string>();
  for (const index of byStem.size === 0 ? [] : indexesOf(names)) {
    const vttName = byStem.get(stem(blobName(names, index)));
    if (vttName !== undefined) found.set(index, vttName);
  }
  return found;
}

/** The WebVTT of a whole series: of the same name but for the index, as `clip_small.vtt` is of `clip_small000001.jpg`. */
export function vttOfSeries({ byStem }: VttFiles, { prefix, indexDigits }: SeriesNames): string | undefined {
  if (indexDigits === 0) return undefined;
  return byStem.get(prefix) ?? byStem.get(prefix.replace(SEPARATORS, ''));
}

/** The WebVTT that bears the label alone, else the only one there is in the folder. */
export function vttBeside({ byStem, byFolder }: VttFiles, { prefix }: SeriesNames, label: string): string | undefined {
  const { folder } = splitFolder(prefix);
  const beside = byFolder.get(folder) ?? [];
  return byStem.get(folder + label) ?? (beside.length === 1 ? beside[0] : undefined);
}

/** The names of a series of one sheet. */
export function sheetAt(names: SeriesNames, index: number): SeriesNames {
  return names.indexDigits === 0 ? names : { ...names, ranges: [[index, index]] };
}

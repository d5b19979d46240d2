import { filenameMatcher } from './filename-pattern.js';
import { splitFolder } from './image-listing.js';
import type { ImageRule, Numbering } from './image-rule.js';
import { blobName, type Kind, type SeriesNames, type Timing } from './series.js';

/** A series as far as the names show it; its size is still to be read from an image. */
export interface FoundSeries {
  kind: Kind;
  names: SeriesNames;
  /** The preset's rule, where one made these names: it gives their times. */
  rule?: ImageRule;
  /** Times from the names, where no rule has them. */
  timing?: Timing;
  /** How many layers of the preset have these same names, where it is more than one: only their sizes differ. */
  layers?: number;
  /** Where the numbers run on from layer to layer. */
  numbering?: Numbering;
  /** The WebVTT files that may list tiles on these images, by their names below the location: one, or one a sheet. */
  vttNames?: readonly string[];
  /** What a sprite is that was taken for one only because of its WebVTT, when that lists no tiles after all. */
  otherwise?: Kind | 'nothing';
}

/** From which folder's input the images of a series are, and its name as it is in theirs; undefined where the names do not have it. */
export function originOf({ names, rule }: FoundSeries): { folder: string; basename: string | undefined } {
  const { folder, file } = splitFolder(blobName(names, names.ranges[0]?.[0] ?? 0));
  return { folder, basename: rule && filenameMatcher(rule).basenameIn(file) };
}

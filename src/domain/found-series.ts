import type { ImageRule } from './image-rule.js';
import type { Kind, SeriesNames } from './series.js';

/** A series as the names alone tell it; its size is still to be read from an image. */
export interface FoundSeries {
  kind: Kind;
  names: SeriesNames;
  /** The preset's rule, where one made these names: it gives their times. */
  rule?: ImageRule;
  /** The WebVTT of a sprite, below the place. */
  vttName?: string;
}

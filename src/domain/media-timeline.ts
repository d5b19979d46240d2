import type { Timeline } from './image-rule.js';

/** One input of the job, as the encoder describes it: from which folder's metadata, and by which names it may have gone. */
export interface InputTimeline extends Timeline {
  /** Below the location; empty or ending in `/`. */
  folder: string;
  /** Without their extensions. */
  basenames: readonly string[];
}

/** What the encoder's metadata says about a location, and about each input where there were several. */
export interface MediaTimeline extends Timeline {
  inputs?: readonly InputTimeline[];
  unreadable?: readonly { blob: string; reason: string }[];
}

/** `{Basename}` is the input's name cut to 32 characters, or 64; a character of two halves may have lost one. */
const CUT = [31, 32, 63, 64];

/** What several inputs have in common holds for the whole location; else what the output's own file says, if there is one. */
export function joinTimelines(inputs: readonly InputTimeline[], output: Timeline): MediaTimeline {
  return { ...shared(inputs, output), ...(inputs.length > 1 && { inputs }) };
}

function shared(inputs: readonly InputTimeline[], otherwise: Timeline): Timeline {
  const durationMs = common(inputs, 'durationMs') ?? otherwise.durationMs;
  const framesPerSecond = common(inputs, 'framesPerSecond') ?? otherwise.framesPerSecond;
  return { ...(durationMs !== undefined && { durationMs }), ...(framesPerSecond !== undefined && { framesPerSecond }) };
}

/** What all inputs say that say anything; a logo laid over the pictures has no length. */
function common(inputs: readonly InputTimeline[], what: keyof Timeline): number | undefined {
  const values = new Set(inputs.map((input) => input[what]).filter((value) => value !== undefined));
  return values.size === 1 ? [...values][0] : undefined;
}

/** The timeline of images in a folder, by the `{Basename}` in their names: that of their own input, where the name says which. */
export function timelineOf(media: MediaTimeline, folder: string, basename: string | undefined): Timeline {
  const { inputs = [] } = media;
  const beside = inputs.filter((input) => input.folder === folder);
  const likely = beside.length > 0 ? beside : inputs;
  const named = likely.filter(({ basenames }) => basenames.some((own) => isCutOf(basename, own)));
  return shared(beside.length === 1 ? beside : named, media);
}

function isCutOf(basename: string | undefined, whole: string): boolean {
  if (basename === undefined) return false;
  return basename === whole || (CUT.includes(basename.length) && whole.startsWith(basename));
}

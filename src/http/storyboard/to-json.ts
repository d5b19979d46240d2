import { cueUrl, type WrittenStoryboard } from './written-storyboard.js';

/** The cues of the WebVTT as JSON, times in seconds: a dialect of Vidstack, for storyboards of any form. */
export function toCueList(storyboard: WrittenStoryboard): string {
  const cues = storyboard.cues.map((cue) => ({
    startTime: cue.startMs / 1000,
    endTime: cue.endMs / 1000,
    text: cueUrl(storyboard, cue),
  }));
  return JSON.stringify(cues);
}

/**
 * One sheet and where its tiles lie, times in seconds: a dialect of Vidstack and of Mux's players. Undefined for several images,
 * and for tiles of several sizes: it has no place for them.
 */
export function toSheetObject({ cues, images, urlOf }: WrittenStoryboard): string | undefined {
  const [first] = cues;
  const [sheet, ...others] = images;
  if (first === undefined || sheet === undefined || others.length > 0) return undefined;
  const { width, height } = first;
  if (cues.some((cue) => cue.width !== width || cue.height !== height)) return undefined;
  return JSON.stringify({
    url: urlOf(sheet),
    tile_width: width,
    tile_height: height,
    duration: (cues.at(-1)?.endMs ?? 0) / 1000,
    tiles: cues.map(({ startMs, x, y }) => ({ start: startMs / 1000, x, y })),
  });
}

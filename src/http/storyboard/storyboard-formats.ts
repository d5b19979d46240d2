import { toCueList, toSheetObject } from './to-json.js';
import { toPlaylist } from './to-playlist.js';
import { toWebVtt } from './to-web-vtt.js';
import type { WrittenStoryboard } from './written-storyboard.js';

/** One way to write a storyboard down. */
export interface StoryboardFormat {
  name: string;
  /** Exactly, without a charset behind: all of them are UTF-8 by definition. */
  contentType: string;
  /** Undefined for a storyboard that the format has no place for; then `demands` says what it wants. */
  write: (storyboard: WrittenStoryboard) => string | undefined;
  demands: string;
}

/** In the order in which they are documented; WebVTT and the list of cues take every storyboard. */
export const FORMATS = {
  webvtt: { name: 'webvtt', contentType: 'text/vtt', write: toWebVtt, demands: 'nothing' },
  cues: { name: 'cues', contentType: 'application/json', write: toCueList, demands: 'nothing' },
  storyboard: {
    name: 'storyboard',
    contentType: 'application/json',
    write: toSheetObject,
    demands: 'it takes one image alone, and tiles of one size; ask for format=cues',
  },
  playlist: {
    name: 'playlist',
    contentType: 'application/vnd.apple.mpegurl',
    write: toPlaylist,
    demands: 'it takes sheets that are grids, and tiles that show for equally long; ask for the WebVTT',
  },
} satisfies Record<string, StoryboardFormat>;

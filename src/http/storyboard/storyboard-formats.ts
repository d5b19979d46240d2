import { toWebVtt } from './to-web-vtt.js';
import type { WrittenStoryboard } from './written-storyboard.js';

/** One way to write a storyboard down. */
export interface StoryboardFormat {
  name: string;
  /** Exactly, without a charset behind: all of them are UTF-8 by definition. */
  contentType: string;
  write: (storyboard: WrittenStoryboard) => string;
}

export const webVtt: StoryboardFormat = { name: 'webvtt', contentType: 'text/vtt', write: toWebVtt };

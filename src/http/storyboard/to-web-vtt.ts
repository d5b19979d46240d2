import { cueUrl, type WrittenStoryboard } from './written-storyboard.js';

/**
 * WebVTT as all players read it (https://www.w3.org/TR/webvtt1/): nothing but cues, with LF line ends and `#xywh` on each. Cue
 * identifiers, NOTE blocks, CRLF and whole images without `#xywh` break some.
 */
export function toWebVtt(storyboard: WrittenStoryboard): string {
  const cues = storyboard.cues.map(
    (cue) => `\n${timestamp(cue.startMs)} --> ${timestamp(cue.endMs)}\n${cueUrl(storyboard, cue)}\n`,
  );
  return `WEBVTT\n${cues.join('')}`;
}

/** `HH:MM:SS.mmm`; hours have more digits when they need them. */
function timestamp(ms: number): string {
  const pad = (value: number, digits = 2): string => String(Math.floor(value)).padStart(digits, '0');
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;
}

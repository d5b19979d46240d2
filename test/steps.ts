import type { Steps } from '../src/domain/steps.js';
import { parseCues } from '../src/domain/webvtt.js';

/** The result of work in steps. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The tiles that a WebVTT lists. */
export function parseTiles(text: string, most?: number) {
  return finish(parseCues(text, most)).map(({ area, ...cue }) => ({
    ...cue,
    ...(area ?? { x: 0, y: 0, width: 0, height: 0 }),
  }));
}

import { MAX_VIDEOS } from '../application/reading/list-many.js';
import { videoIdProblem } from '../domain/video-id.js';
import type { BadValue } from './problem.js';

const NAME = 'videoIds';

/**
 * The videos that are asked for, as they are written and in that order: split on commas before anything is decoded, so that
 * an id may have a comma (`%2C`) or a slash (`%2F`), which no path can. What is wrong is put to the rest.
 */
export function videoIdsIn(url: string, bad: BadValue[]): string[] {
  const pairs = new URL(url).search.slice(1).split('&');
  const [text, ...others] = pairs.filter((pair) => decoded(pair.split('=')[0] ?? '') === NAME);
  const ids = (text ?? '').slice((text ?? '').indexOf('=') + 1).split(',').map(decoded); // prettier-ignore
  const refuse = (reason: string): number => bad.push({ name: NAME, reason });
  if (text === undefined) refuse('must name the videos, with commas between them');
  else if (others.length > 0) refuse('must be given once');
  else if (ids.length > MAX_VIDEOS) refuse(`must name at most ${MAX_VIDEOS} videos, not ${ids.length}`);
  else {
    ids.forEach((id, i) => {
      const reason = videoIdProblem(id);
      if (reason !== undefined) refuse(`number ${i + 1}: ${reason}`);
    });
  }
  return ids;
}

/** As the values of all other parameters are: lenient, and `+` for a space. */
function decoded(text: string): string {
  return new URLSearchParams(`_=${text}`).get('_') ?? '';
}

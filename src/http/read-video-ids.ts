import { MAX_VIDEOS } from '../application/reading/list-many.js';
import { MAX_VIDEO_ID_LENGTH, videoIdProblem } from '../domain/video-id.js';
import type { BadValue } from './problem.js';

const NAME = 'videoIds';

/**
 * The videos that are asked for, as they are written and in that order: split on commas before anything is decoded, so that
 * an id may have a comma (`%2C`) or a slash (`%2F`), which no path can. The parameter may be repeated. An id that is too long
 * is taken for several whose commas were encoded. What is wrong is added to `bad`.
 */
export function videoIdsIn(url: string, bad: BadValue[]): string[] {
  const pairs = new URL(url).search.slice(1).split('&');
  const texts = pairs.filter((pair) => decoded(pair.split('=')[0] ?? '') === NAME);
  const written = texts.flatMap((text) => text.slice(text.indexOf('=') + 1).split(','));
  const ids = written
    // One more than are answered: to decode the others would be work for nothing.
    .slice(0, MAX_VIDEOS + 1)
    .map(decoded)
    .flatMap((id) => (id.length > MAX_VIDEO_ID_LENGTH ? id.split(',') : [id]));
  const refuse = (reason: string): number => bad.push({ name: NAME, reason });
  if (texts.length === 0) refuse('must name the videos, with commas between them');
  else if (ids.length > MAX_VIDEOS)
    refuse(`must name at most ${MAX_VIDEOS} videos, not ${Math.max(ids.length, written.length)}`);
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

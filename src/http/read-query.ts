import { MAX_VIDEOS } from '../application/reading/list-many.js';
import { MAX_VIDEO_ID_LENGTH, videoIdProblem } from '../domain/video-id.js';
import { BadRequest, type BadValue } from './problem.js';
import type { ParameterValues, QueryParameters } from './parameter.js';
import type { RequestLike } from './request.js';

/**
 * The values of these parameters; those that are not given are absent. A misspelt name is an error, any other name is
 * ignored. Throws `BadRequest` with all that is wrong, `bad` included.
 */
export function readQuery<Query extends QueryParameters>(
  { url }: Pick<RequestLike, 'url'>,
  parameters: Query,
  bad: BadValue[] = [],
): ParameterValues<Query> {
  // The address itself, since the host joins what is given twice with commas.
  const given = new URL(url).searchParams;
  const values: Record<string, unknown> = {};
  for (const [name, { readFrom, fromText, must }] of Object.entries(parameters)) {
    if (readFrom !== undefined) {
      values[name] = readFrom(url, bad);
      continue;
    }
    const [text, ...others] = given.getAll(name);
    if (text === undefined) continue;
    const read = fromText.safeParse(text);
    if (others.length > 0) bad.push({ name, reason: 'must be given once' });
    else if (read.success) values[name] = read.data;
    else bad.push({ name, reason: must });
  }
  for (const [name, { moreThan = '', atLeast = '' }] of Object.entries(parameters)) {
    // Of parameters that are not given, NaN, which is neither less nor more.
    const value = Number(values[name]);
    if (value <= Number(values[moreThan])) bad.push({ name, reason: `must be more than ${moreThan}` });
    if (value < Number(values[atLeast])) bad.push({ name, reason: `must be at least ${atLeast}` });
  }
  for (const name of new Set(given.keys())) {
    const meant = misspelt(name, Object.keys(parameters));
    if (meant !== undefined) bad.push({ name, reason: `must be spelled ${meant}` });
  }
  if (bad.length > 0) throw new BadRequest(bad);
  return values as ParameterValues<Query>;
}

/**
 * The videos that are asked for, as they are written and in that order: split on commas before anything is decoded, so that
 * an id may have a comma (`%2C`) or a slash (`%2F`), which no path can. The parameter may be repeated. An id that is too long
 * is taken for several whose commas were encoded. What is wrong is added to `bad`.
 */
export function videoIdsIn(url: string, bad: BadValue[]): string[] {
  const pairs = new URL(url).search.slice(1).split('&');
  const texts = pairs.filter((pair) => decoded(pair.split('=')[0] ?? '') === 'videoIds');
  const written = texts.flatMap((text) => text.slice(text.indexOf('=') + 1).split(','));
  const ids = written
    // One more than are answered: to decode the others would be work for nothing.
    .slice(0, MAX_VIDEOS + 1)
    .map(decoded)
    .flatMap((id) => (id.length > MAX_VIDEO_ID_LENGTH ? id.split(',') : [id]));
  const refuse = (reason: string): number => bad.push({ name: 'videoIds', reason });
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

/** In shorter names one letter more or less is too often a name of its own. */
const MIN_MISSPELT_LENGTH = 5;

/** The one of `names` that `sent` misspells: in another case, or one edit off. */
function misspelt(sent: string, names: readonly string[]): string | undefined {
  if (names.includes(sent)) return undefined;
  const letters = sent.toLowerCase();
  const isMeant = (name: string): boolean =>
    letters === name || (letters.length >= MIN_MISSPELT_LENGTH && isOneEditOff(letters, name));
  return names.find((name) => isMeant(name.toLowerCase()));
}

/** Whether one letter was substituted, added or left out, or two neighbours were swapped. */
function isOneEditOff(sent: string, name: string): boolean {
  let same = 0;
  while (same < name.length && sent[same] === name[same]) same += 1;
  const [sentRest, rest] = [sent.slice(same), name.slice(same)];
  const swapped = rest.slice(1, 2) + rest.slice(0, 1) + rest.slice(2);
  return [rest.slice(1), swapped].includes(sentRest) || [rest, rest.slice(1)].includes(sentRest.slice(1));
}

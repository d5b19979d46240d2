import { BadRequest, type BadValue } from './problem.js';
import type { ParameterValues, QueryParameters } from './parameter.js';
import { PARAMETERS } from './parameters.js';
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

/** The normal form: the same for all ways to ask the same. */
export function queryText(values: ParameterValues<typeof PARAMETERS>): string {
  const text = new URLSearchParams();
  for (const [name, { toText }] of Object.entries(PARAMETERS)) {
    const value = values[name as keyof typeof values];
    if (value !== undefined) text.set(name, toText(value));
  }
  return text.toString();
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

import { BadRequest, type BadValue } from './problem.js';
import { PARAMETERS, type ParameterName, type ParameterValues } from './parameters.js';
import { videoIdsIn } from './read-video-ids.js';
import { videoIdIn, type Asked } from './request.js';

/**
 * The values of these parameters; those that are not given are absent, and parameters of other names are let pass. Throws
 * `BadRequest` with all that is wrong. Read from the address itself, since the host joins what is given twice with commas.
 */
export function readQuery<Name extends ParameterName>(
  { url }: Pick<Asked, 'url'>,
  names: readonly Name[],
): ParameterValues<Name> {
  const bad: BadValue[] = [];
  const values = valuesIn(url, names, bad);
  return unlessBad(values, bad);
}

/** The same, with the video that is asked for. */
export function readVideoQuery<Name extends ParameterName>(
  request: Pick<Asked, 'url' | 'params'>,
  names: readonly Name[],
): { videoId: string; values: ParameterValues<Name> } {
  const bad: BadValue[] = [];
  const videoId = videoIdIn(request, bad);
  return unlessBad({ videoId, values: valuesIn(request.url, names, bad) }, bad);
}

/** The same, with all the videos that are asked for. */
export function readManyQuery<Name extends ParameterName>(
  { url }: Pick<Asked, 'url'>,
  names: readonly Name[],
): { videoIds: string[]; values: ParameterValues<Name> } {
  const bad: BadValue[] = [];
  const videoIds = videoIdsIn(url, bad);
  return unlessBad({ videoIds, values: valuesIn(url, names, bad) }, bad);
}

/** The normal form: the same for all ways to ask the same. */
export function queryText(values: ParameterValues<ParameterName>): string {
  const text = new URLSearchParams();
  for (const [name, { toText }] of Object.entries(PARAMETERS)) {
    const value = values[name as ParameterName];
    if (value !== undefined) text.set(name, (toText as (value: unknown) => string)(value));
  }
  return text.toString();
}

function unlessBad<Value>(value: Value, bad: readonly BadValue[]): Value {
  if (bad.length > 0) throw new BadRequest(bad);
  return value;
}

function valuesIn<Name extends ParameterName>(
  url: string,
  names: readonly Name[],
  bad: BadValue[],
): ParameterValues<Name> {
  const given = new URL(url).searchParams;
  const values: Partial<Record<ParameterName, unknown>> = {};
  for (const name of names) {
    const [text, ...others] = given.getAll(name);
    if (text === undefined) continue;
    const { value, must } = PARAMETERS[name];
    const read = value.safeParse(text);
    if (others.length > 0) bad.push({ name, reason: 'must be given once' });
    else if (read.success) values[name] = read.data;
    else bad.push({ name, reason: must });
  }
  const { from, to } = values as ParameterValues<'from' | 'to'>;
  if (from !== undefined && to !== undefined && to <= from) bad.push({ name: 'to', reason: 'must be more than from' });
  return values as ParameterValues<Name>;
}

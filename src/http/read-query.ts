import { BadRequest, type BadValue } from './problem.js';
import type { ParameterValues, QueryParameters } from './parameter.js';
import { PARAMETERS } from './parameters.js';
import type { RequestLike } from './request.js';

/**
 * The values of these parameters; those that are not given are absent, and parameters of other names are let pass. Throws
 * `BadRequest` with all that is wrong, `bad` included.
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
  const { from, to } = values as { from?: number; to?: number };
  if (from !== undefined && to !== undefined && to <= from) bad.push({ name: 'to', reason: 'must be more than from' });
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

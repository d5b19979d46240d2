import type { ListQuery } from '../application/list-thumbnails.js';
import type { UrlQuery } from '../application/sign-video.js';
import type { ParameterValues } from './parameters.js';
import { queryText } from './read-query.js';

/** What may be asked of many lists at once; there is no page after the first. */
export const MANY_PARAMETERS = [
  'kind',
  'minHeight',
  'height',
  'from',
  'to',
  'at',
  'expand',
  'urls',
  'ttl',
  'limit',
] as const;
/** What may be asked of one list. */
export const LIST_PARAMETERS = [...MANY_PARAMETERS, 'continuation'] as const;

/** The same as a use-case asks for it, with this limit where the caller names none. */
export function toListQuery(
  { continuation, ...values }: ParameterValues<(typeof LIST_PARAMETERS)[number]>,
  defaultLimit: number,
): ListQuery {
  const { kind, minHeight, height, from, to, at, limit = defaultLimit } = values;
  return {
    filter: { kinds: kind, minHeight, height, fromMs: from, toMs: to, atMs: at },
    urls: toUrlQuery(values),
    limit,
    continuation,
    asked: queryText({ ...values, limit }),
  };
}

/** Which URLs are wanted, and for how long. */
export function toUrlQuery({
  urls,
  ttl,
}: {
  urls?: 'sas' | 'permalink' | undefined;
  ttl?: number | undefined;
}): UrlQuery {
  return { ...(urls !== undefined && { urls }), ...(ttl !== undefined && { ttlSeconds: ttl }) };
}

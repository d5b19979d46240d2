import type { ListQuery } from '../application/reading/list-thumbnails.js';
import type { UrlQuery } from '../application/reading/image-urls.js';
import type { ParameterValues } from './parameter.js';
import type { LIST } from './parameters.js';
import { queryText } from './read-query.js';

/** The query of a use case, with this limit where the caller names none. */
export function toListQuery(
  { continuation, ...values }: ParameterValues<typeof LIST>,
  defaultLimit: number,
): ListQuery {
  const { kind, from, to, at, urls, ttl, expand, limit = defaultLimit, ...heights } = values;
  return {
    filter: { kinds: kind, ...heights, fromMs: from, toMs: to, atMs: at },
    urls: toUrlQuery({ urls, ttl }),
    limit,
    continuation,
    normalQuery: queryText({ ...values, limit }),
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

import type { ListQuery } from '../application/reading/list-thumbnails.js';
import type { UrlQuery } from '../application/reading/image-urls.js';
import type { ParameterValues } from './parameter.js';
import { PARAMETERS, type LIST } from './parameters.js';

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

export function toUrlQuery({ urls, ttl }: { urls?: UrlQuery['urls'] | undefined; ttl?: number | undefined }): UrlQuery {
  return { ...(urls !== undefined && { urls }), ...(ttl !== undefined && { ttlSeconds: ttl }) };
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

import type { HttpRequest } from '@azure/functions';
import * as z from 'zod';
import { MAX_PAGE, type PageQuery } from '../application/list-thumbnails.js';
import { canonicalVideoId, videoIdProblem } from '../domain/video-id.js';
import { BadRequest, type BadValue } from './problem.js';

/** What of a request is read here; `@azure/functions` gives more. */
export type Asked = Pick<HttpRequest, 'params' | 'query' | 'headers'>;

/** The video that is asked for. Throws `BadRequest`. */
export function readVideoId({ params }: Pick<Asked, 'params'>): string {
  const id = params['id'] ?? '';
  const reason = videoIdProblem(id);
  if (reason !== undefined) throw new BadRequest([{ name: 'id', reason }]);
  return canonicalVideoId(id);
}

const pageQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= MAX_PAGE)
    .default(MAX_PAGE),
  continuation: z.string().max(100).optional(),
});
const REASONS: Record<string, string> = {
  limit: `must be a whole number from 1 to ${MAX_PAGE}`,
  continuation: 'must come from the link to the next page',
};

/** Which page is asked for; parameters that we do not know are let pass. Throws `BadRequest` with all that is wrong. */
export function readPageQuery({ query }: Pick<Asked, 'query'>): PageQuery {
  const result = pageQuery.safeParse(Object.fromEntries(query));
  if (result.success) return { limit: result.data.limit, continuation: result.data.continuation };
  const values = result.error.issues.map(({ path }): BadValue => {
    const name = String(path[0]);
    return { name, reason: REASONS[name] ?? 'cannot be used' };
  });
  throw new BadRequest(values);
}

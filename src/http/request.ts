import type { HttpRequest } from '@azure/functions';
import { canonicalVideoId, videoIdProblem } from '../domain/video-id.js';
import { BadRequest, type BadValue } from './problem.js';

/** What of a request is read here; `@azure/functions` gives more. */
export type Asked = Pick<HttpRequest, 'params' | 'query' | 'url' | 'headers'>;

/** The video that is asked for. Throws `BadRequest`. */
export function readVideoId(request: Pick<Asked, 'params'>): string {
  const bad: BadValue[] = [];
  const videoId = videoIdIn(request, bad);
  if (bad.length > 0) throw new BadRequest(bad);
  return videoId;
}

/** The same for a request of which more is read: what is wrong is put to the rest. */
export function videoIdIn({ params }: Pick<Asked, 'params'>, bad: BadValue[]): string {
  const id = params['id'] ?? '';
  const reason = videoIdProblem(id);
  if (reason !== undefined) bad.push({ name: 'id', reason });
  return canonicalVideoId(id);
}

import type { HttpRequest } from '@azure/functions';
import { canonicalVideoId, videoIdProblem } from '../domain/video-id.js';
import type { BadValue } from './problem.js';

/** What of a request is read here; `@azure/functions` gives more. */
export type RequestLike = Pick<HttpRequest, 'params' | 'url' | 'headers'>;

/** The video id of the path, in its canonical spelling; what is wrong with it goes to `bad`. */
export function readVideoId({ params }: Pick<RequestLike, 'params'>, bad: BadValue[]): string {
  const id = params['id'] ?? '';
  const reason = videoIdProblem(id);
  if (reason !== undefined) bad.push({ name: 'id', reason });
  return canonicalVideoId(id);
}

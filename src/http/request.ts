import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '@azure/functions';
import { Failure } from '../application/failure.js';
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

export const ADMIN_KEY_HEADER = 'x-stillframe-admin-key';

/**
 * Throws `forbidden` unless the request brings one of these keys. Compares the hashes of all
 * keys, in constant time: the duration reveals neither which key is close nor how close.
 */
export function requireAdminKey({ headers }: Pick<RequestLike, 'headers'>, keys: readonly string[]): void {
  if (keys.length === 0) throw new Failure('forbidden', 'no admin key is set, or it could not be fetched (ADMIN_KEYS)');
  const given = hash(headers.get(ADMIN_KEY_HEADER) ?? '');
  const equal = keys.map((key) => timingSafeEqual(hash(key), given));
  if (!equal.includes(true)) throw new Failure('forbidden', `the header ${ADMIN_KEY_HEADER} holds no admin key`);
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

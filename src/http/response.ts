import type { HttpResponseInit } from '@azure/functions';
import { createHash } from 'node:crypto';
import type { Asked } from './request.js';

/** Bodies are asked for again each time, and answered with 304 while they hold: their URLs expire on our clock. */
const CACHEABLE = { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding, Origin' };

/** A strong entity tag (RFC 9110, 8.8.3) over everything that a body depends on. */
export function entityTag(...parts: readonly string[]): string {
  return `"${createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 27)}"`;
}

/** Whether the caller holds this very answer: `If-None-Match` compares weakly (RFC 9110, 13.1.2). */
export function isHeld({ headers }: Pick<Asked, 'headers'>, tag: string): boolean {
  const held = headers.get('if-none-match');
  if (held === null) return false;
  return held.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}

export function notModified(tag: string): HttpResponseInit {
  return { status: 304, headers: { ...CACHEABLE, ETag: tag } };
}

/** A success: exactly `application/json`, since one player does not take it with a charset behind. */
export function json(body: string, tag: string, headers: Record<string, string> = {}): HttpResponseInit {
  return { status: 200, headers: { 'Content-Type': 'application/json', ...CACHEABLE, ETag: tag, ...headers }, body };
}

/** A success that will be another in a moment. */
export function passingJson(value: unknown, headers: Record<string, string> = {}): HttpResponseInit {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

/** Done, and there is nothing to show. */
export function nothing(): HttpResponseInit {
  return { status: 204, headers: { 'Cache-Control': 'no-store' } };
}

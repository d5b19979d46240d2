import Negotiator from 'negotiator';
import { LIMITS } from '../domain/limits.js';

/** How a body may be sent, our favourite first: Brotli is smaller and quicker (content-coding.ts has the figures). */
const CODINGS = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof CODINGS)[number];

/**
 * The codings that a caller takes, its favourites first and ours among equals (RFC 9110, 12.5.3). `identity` is taken
 * unless it is refused. A caller that says nothing, or too much, takes anything, but gets what every client can read.
 */
export function acceptedCodings(acceptEncoding: string | null): Coding[] {
  if (acceptEncoding === null || acceptEncoding.length > LIMITS.acceptCharacters) return ['identity', 'br', 'gzip'];
  // `x-gzip` is an old name of gzip (RFC 9110, 8.4.1.3).
  const headers = { 'accept-encoding': acceptEncoding.replaceAll(/x-gzip/gi, 'gzip') };
  return new Negotiator({ headers }).encodings(CODINGS, { preferred: CODINGS });
}

import { createHash } from 'node:crypto';

/** SHA-256 of a text as 64 lower-case hexadecimal digits; callers cut it to the length they need. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

import { createHmac } from 'node:crypto';
import type { Video } from '../../domain/video.js';
import { Failure } from '../failure.js';
import { revisionsOf } from './sign-video.js';

const SKIP_BYTES = 6;
const MAC_BYTES = 16;

/**
 * A location in a list, in letters that URLs carry as they are. It holds for this video, for these manifests, since a re-encode
 * may have moved everything, and for the very same question (`normalQuery`).
 */
export function toContinuation(video: Video, normalQuery: string, skip: number): string {
  const mac = createHmac('sha256', `${video.id}\n${revisionsOf(video)}`)
    .update(`${normalQuery}\n${skip}`)
    .digest();
  const bytes = Buffer.alloc(SKIP_BYTES);
  bytes.writeUIntBE(skip, 0, SKIP_BYTES);
  return Buffer.concat([bytes, mac.subarray(0, MAC_BYTES)]).toString('base64url');
}

/** How many images to skip. Throws `stale-continuation` for one that was not made for this list as it is now. */
export function readContinuation(video: Video, normalQuery: string, continuation: string): number {
  const bytes = Buffer.from(continuation, 'base64url');
  const skip = bytes.length === SKIP_BYTES + MAC_BYTES ? bytes.readUIntBE(0, SKIP_BYTES) : 0;
  // Made again and compared as text: several texts may mean the same bytes.
  if (toContinuation(video, normalQuery, skip) === continuation) return skip;
  throw new Failure('stale-continuation', 'is not one of this list as it is now; begin again without it');
}

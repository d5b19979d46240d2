import { describeLocation, type ImageLocation } from '../../domain/location.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { Failure } from '../failure.js';
import type { Clock } from '../clock.js';
import type { ImageStore } from './ports.js';
import type { Log } from '../../telemetry/log-events.js';

/** A container may be made late: a location may be missing or empty for so long before it is recorded as empty. */
const WAIT_FOR_BLOBS_MS = 10 * 60_000;

/**
 * The blobs of a location that is said to be ready since `since`; none, with a line in the log, when they are missing ten
 * minutes after that. Throws `not-ready` until then, and always where the time is unknown.
 */
export async function listLocation(
  { images, clock }: { images: ImageStore; clock: Clock },
  location: ImageLocation,
  { videoId, since }: { videoId: string; since: Date | undefined },
  log: Log,
): Promise<readonly ListedBlob[]> {
  const blobs = await images.list(location);
  if (blobs !== undefined && blobs.length > 0) return blobs;
  const missing = blobs === undefined ? 'the container is missing' : 'there are no blobs';
  const waitedMs = since === undefined ? 0 : clock().getTime() - since.getTime();
  if (waitedMs < WAIT_FOR_BLOBS_MS) throw new Failure('not-ready', `${describeLocation(location)}: ${missing} so far`);
  const waitedSeconds = Math.round(waitedMs / 1000);
  log('location-empty', { videoId, location: describeLocation(location), reason: missing, waitedSeconds });
  return [];
}

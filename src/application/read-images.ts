import { describeLocation, type ImageLocation } from '../domain/location.js';
import { newestBlob, newestImage, type ListedBlob } from '../domain/image-listing.js';
import type { ImageRule } from '../domain/image-rule.js';
import type { Manifest } from '../domain/manifest.js';
import { Failure } from './failure.js';
import type { Clock, ImageStore, Log } from './ports.js';
import { readSeries } from './read-series.js';

/** Containers may be made late: so long what was said to be there may be missing before it is recorded as empty. */
const WAIT_FOR_BLOBS_MS = 10 * 60_000;

/** What is to be read, for which video, by which rules (undefined: by their names), and since when it is said to be there. */
export interface ImagesToRead {
  videoId: string;
  location: ImageLocation;
  rules: readonly ImageRule[] | undefined;
  since: Date;
}

/** Lists a location and reads what its images are. Throws `not-ready` while nothing is there yet. */
export async function readImages(
  { images, clock }: { images: ImageStore; clock: Clock },
  { videoId, location, rules, since }: ImagesToRead,
  log: Log,
): Promise<Pick<Manifest, 'series' | 'durationMs'>> {
  const listed = await listPlace(images, location);
  if ('missing' in listed) {
    const waitedMs = clock().getTime() - since.getTime();
    if (waitedMs < WAIT_FOR_BLOBS_MS) throw notReady(location, listed.missing);
    const waitedSeconds = Math.round(waitedMs / 1000);
    log('place-empty', { videoId, location: describeLocation(location), reason: listed.missing, waitedSeconds });
    return readSeries(images, location, [], rules, log);
  }
  return readSeries(images, location, listed.blobs, rules, log);
}

/**
 * What lies in a place of which nobody says since when, and when its newest image was written, else its newest blob. Throws
 * `not-ready` while nothing is there, however long that is.
 */
export async function findImages(
  images: ImageStore,
  location: ImageLocation,
): Promise<{ blobs: readonly ListedBlob[]; at: Date }> {
  const listed = await listPlace(images, location);
  if ('missing' in listed) throw notReady(location, listed.missing);
  const { blobs } = listed;
  return { blobs, at: newestImage(blobs) ?? newestBlob(blobs) };
}

async function listPlace(
  images: ImageStore,
  location: ImageLocation,
): Promise<{ blobs: ListedBlob[] } | { missing: string }> {
  const blobs = await images.list(location);
  if (blobs === undefined) return { missing: 'the container is missing' };
  return blobs.length === 0 ? { missing: 'there are no blobs' } : { blobs };
}

function notReady(location: ImageLocation, missing: string): Failure {
  return new Failure('not-ready', `${describeLocation(location)}: ${missing} so far`);
}

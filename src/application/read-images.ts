import { describePlace, type Place } from '../domain/place.js';
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
  place: Place;
  rules: readonly ImageRule[] | undefined;
  since: Date;
}

/** Lists a place and reads what its images are. Throws `not-ready` while nothing is there yet. */
export async function readImages(
  { images, clock }: { images: ImageStore; clock: Clock },
  { videoId, place, rules, since }: ImagesToRead,
  log: Log,
): Promise<Pick<Manifest, 'series' | 'durationMs'>> {
  const listed = await listPlace(images, place);
  if ('missing' in listed) {
    const waitedMs = clock().getTime() - since.getTime();
    if (waitedMs < WAIT_FOR_BLOBS_MS) throw notReady(place, listed.missing);
    const waitedSeconds = Math.round(waitedMs / 1000);
    log('place-empty', { videoId, place: describePlace(place), reason: listed.missing, waitedSeconds });
    return readSeries(images, place, [], rules, log);
  }
  return readSeries(images, place, listed.blobs, rules, log);
}

/**
 * What lies in a place of which nobody says since when, and when its newest image was written, else its newest blob. Throws
 * `not-ready` while nothing is there, however long that is.
 */
export async function findImages(
  images: ImageStore,
  place: Place,
): Promise<{ blobs: readonly ListedBlob[]; at: Date }> {
  const listed = await listPlace(images, place);
  if ('missing' in listed) throw notReady(place, listed.missing);
  const { blobs } = listed;
  return { blobs, at: newestImage(blobs) ?? newestBlob(blobs) };
}

async function listPlace(images: ImageStore, place: Place): Promise<{ blobs: ListedBlob[] } | { missing: string }> {
  const blobs = await images.list(place);
  if (blobs === undefined) return { missing: 'the container is missing' };
  return blobs.length === 0 ? { missing: 'there are no blobs' } : { blobs };
}

function notReady(place: Place, missing: string): Failure {
  return new Failure('not-ready', `${describePlace(place)}: ${missing} so far`);
}

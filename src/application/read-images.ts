import { describePlace, type Place } from '../domain/place.js';
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
  const blobs = await images.list(place);
  if (blobs === undefined || blobs.length === 0) {
    const waitedMs = clock().getTime() - since.getTime();
    const missing = blobs === undefined ? 'the container is missing' : 'there are no blobs';
    if (waitedMs < WAIT_FOR_BLOBS_MS) throw new Failure('not-ready', `${describePlace(place)}: ${missing} so far`);
    const waitedSeconds = Math.round(waitedMs / 1000);
    log('place-empty', { videoId, place: describePlace(place), reason: missing, waitedSeconds });
  }
  return readSeries(images, place, blobs ?? [], rules, log);
}

import type { Backfill, Backfilled, BackfillLocation } from '../../src/application/recording/backfill.js';
import { describeError, Failure } from '../../src/application/failure.js';
import type { Log, LogEvent } from '../../src/telemetry/log-events.js';
import { countByKind, countByTimes } from '../../src/domain/content.js';
import { ownerOf, type ClaimSource } from '../../src/domain/location-record.js';
import type { ToldTimes } from '../../src/domain/told-times.js';
import type { ContainerRef } from './checkpoint.js';
import { FatalError } from './fatal-error.js';
import type { VideoMap } from './video-map.js';

/** The result for one location: a line of `--json`. */
export interface LocationLine extends ContainerRef {
  /** The folder, unless the location is the whole container. */
  prefix?: string;
  outcome: Backfilled['outcome'] | 'too-large' | 'failed';
  videoId?: string;
  /** The source of the highest claim. */
  source?: ClaimSource;
  posters?: number;
  thumbnails?: number;
  sprites?: number;
  /** When the newest image was written. */
  newest?: Date;
  unservable?: string;
  /** The name of an image that is alone. */
  single?: string;
  /** Images and files that cannot be read, or not in full. */
  leftOut?: LeftOut[];
  /** Thumbnails and sprites by the source of their times. */
  times?: ReturnType<typeof countByTimes>;
  /** How many images are of no series, and some of their names. */
  unrecognised?: { count: number; examples: string };
  reason?: string;
  stack?: string;
}

/** What the log says of a blob that was left out. */
export interface LeftOut {
  event: LogEvent;
  blob: string;
  reason: string;
}

/** Records the locations of a container; a failure of one does not affect the others. */
export async function backfillContainer(
  backfill: Backfill,
  container: ContainerRef,
  map: VideoMap,
  times?: ToldTimes,
): Promise<LocationLine[]> {
  let locations: BackfillLocation[];
  try {
    locations = await backfill.locationsIn({ ...container, prefix: '' });
  } catch (error) {
    return [{ ...container, ...failed(error) }];
  }
  const mapped = map.get(container.container);
  // A start in the map comes with its distance.
  const told = mapped?.times?.every === undefined ? { ...times, ...mapped?.times } : mapped.times;
  const toldTimes = Object.keys(told).length > 0 ? told : undefined;
  const lines: LocationLine[] = [];
  for (const found of locations) {
    const { prefix } = found.location;
    const { log, leftOut } = collectLeftOut();
    const done = await backfill.record(found, mapped?.videoId, log, toldTimes).then(toLine, failed);
    lines.push({ ...container, ...(prefix !== '' && { prefix }), ...done, ...leftOut() });
  }
  return lines.length > 0 ? lines : [{ ...container, outcome: 'no-images' }];
}

type Line = Omit<LocationLine, keyof ContainerRef>;

function toLine({ outcome, newest, recorded, single }: Backfilled): Line {
  const when = newest && { newest };
  if (recorded === undefined) return { outcome, ...when, ...(single !== undefined && { single }) };
  const { content } = recorded.record;
  const { series = [], unservable } = content ?? {};
  const videoId = ownerOf(recorded.record);
  const { Poster: posters, Thumbnail: thumbnails, Sprite: sprites } = countByKind(series);
  const counts = { posters, thumbnails, sprites };
  return {
    outcome,
    videoId,
    source: recorded.source,
    ...counts,
    ...(series.length > 0 && { times: countByTimes(series) }),
    ...when,
    ...(unservable !== undefined && { unservable }),
  };
}

function failed(error: unknown): Line {
  if (error instanceof FatalError) throw error;
  const { reason, stack } = describeError(error);
  // No later run can record it, so none tries.
  if (error instanceof Failure && error.code === 'too-large') return { outcome: 'too-large', reason };
  return { outcome: 'failed', reason, ...(stack !== undefined && { stack }) };
}

/** A log that keeps what it says of blobs, once where the location is read again after a lost race. */
function collectLeftOut(): { log: Log; leftOut: () => Pick<LocationLine, 'leftOut' | 'unrecognised'> } {
  const blobs = new Map<string, LeftOut>();
  let unrecognised: LocationLine['unrecognised'];
  const log: Log = (event, fields) => {
    if ('count' in fields && 'examples' in fields) {
      unrecognised = { count: Number(fields.count), examples: String(fields.examples) };
    } else if ('blob' in fields && 'reason' in fields) {
      const one = { event, blob: String(fields.blob), reason: String(fields.reason) };
      blobs.set(JSON.stringify(one), one);
    }
  };
  const leftOut = () => ({
    ...(blobs.size > 0 && { leftOut: [...blobs.values()] }),
    ...(unrecognised !== undefined && { unrecognised }),
  });
  return { log, leftOut };
}

import type { Backfill, Backfilled, BackfillLocation } from '../../src/application/recording/backfill.js';
import { describeError, Failure } from '../../src/application/failure.js';
import type { Log } from '../../src/telemetry/log-events.js';
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
  /** Thumbnails and sprites by the source of their times. */
  times?: ReturnType<typeof countByTimes>;
  /** Series that cannot be read. */
  leftOut?: string[];
  reason?: string;
  stack?: string;
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
    const leftOut: string[] = [];
    const done = await backfill.record(found, mapped?.videoId, collectLeftOut(leftOut), toldTimes).then(toLine, failed);
    lines.push({ ...container, ...(prefix !== '' && { prefix }), ...done, ...(leftOut.length > 0 && { leftOut }) });
  }
  return lines.length > 0 ? lines : [{ ...container, outcome: 'no-images' }];
}

type Line = Omit<LocationLine, keyof ContainerRef>;

function toLine({ outcome, newest, recorded }: Backfilled): Line {
  const when = newest && { newest };
  if (recorded === undefined) return { outcome, ...when };
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

function collectLeftOut(leftOut: string[]): Log {
  return (_, fields) => {
    if ('blob' in fields && 'reason' in fields) leftOut.push(`${String(fields.blob)}: ${String(fields.reason)}`);
  };
}

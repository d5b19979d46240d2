import type { Backfill, Backfilled, BackfillLocation } from '../../src/application/recording/backfill.js';
import { describeError } from '../../src/application/failure.js';
import type { Log } from '../../src/application/ports.js';
import { countByKind } from '../../src/domain/content.js';
import { ownerOf, type ClaimSource } from '../../src/domain/location-record.js';
import type { Stop } from './checkpoint.js';
import { StopsEverything } from './stops-everything.js';
import type { VideoMap } from './video-map.js';

/** What became of one location: a line of `--json`. */
export interface PlaceLine extends Stop {
  /** The folder, where the location is not the whole container. */
  prefix?: string;
  outcome: Backfilled['outcome'] | 'failed';
  videoId?: string;
  /** The source of the claim that decides. */
  source?: ClaimSource;
  posters?: number;
  thumbnails?: number;
  sprites?: number;
  /** When the newest image was written. */
  newest?: Date;
  unservable?: string;
  /** Series that cannot be read. */
  leftOut?: string[];
  reason?: string;
  stack?: string;
}

/** Records what is in one container, a line for each location in it; one that fails keeps no other from it. */
export async function visitContainer(backfill: Backfill, stop: Stop, map: VideoMap): Promise<PlaceLine[]> {
  let locations: BackfillLocation[];
  try {
    locations = await backfill.locationsIn({ ...stop, prefix: '' });
  } catch (error) {
    return [{ ...stop, ...failed(error) }];
  }
  const lines: PlaceLine[] = [];
  for (const found of locations) {
    const { prefix } = found.location;
    const leftOut: string[] = [];
    const done = await backfill.record(found, map.get(stop.container), collecting(leftOut)).then(toLine, failed);
    lines.push({ ...stop, ...(prefix !== '' && { prefix }), ...done, ...(leftOut.length > 0 && { leftOut }) });
  }
  return lines.length > 0 ? lines : [{ ...stop, outcome: 'no-images' }];
}

type Line = Omit<PlaceLine, keyof Stop>;

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
    ...when,
    ...(unservable !== undefined && { unservable }),
  };
}

function failed(error: unknown): Line {
  if (error instanceof StopsEverything) throw error;
  const { reason, stack } = describeError(error);
  return { outcome: 'failed', reason, ...(stack !== undefined && { stack }) };
}

function collecting(leftOut: string[]): Log {
  return (_, fields) => {
    if ('blob' in fields && 'reason' in fields) leftOut.push(`${String(fields.blob)}: ${String(fields.reason)}`);
  };
}

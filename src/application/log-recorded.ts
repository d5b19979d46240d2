import { countByKind, type Manifest, type RecordOutcome } from '../domain/manifest.js';
import { describePlace } from '../domain/place.js';
import type { Clock, Log } from './ports.js';

/** One line for what became of a recording. */
export function logRecorded(log: Log, clock: Clock, outcome: RecordOutcome, manifest: Manifest): void {
  const { videoId, place, source, series, recordedAt, unservable } = manifest;
  const { Poster: posters, Thumbnail: thumbnails, Sprite: sprites } = countByKind(series);
  log('manifest-recorded', {
    videoId,
    outcome,
    place: describePlace(place),
    asset: source.assetName,
    transform: source.transform,
    job: source.job,
    series: series.length,
    ...{ posters, thumbnails, sprites },
    // The epoch stands for a time that nobody knows.
    ageSeconds: recordedAt.getTime() === 0 ? undefined : Math.round((clock().getTime() - recordedAt.getTime()) / 1000),
    unservable,
  });
}

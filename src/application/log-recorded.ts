import { countByKind, type Manifest, type RecordOutcome } from '../domain/manifest.js';
import type { OutputState } from '../domain/output-state.js';
import { describeLocation } from '../domain/location.js';
import type { Forgotten } from '../domain/tombstone.js';
import type { Clock, Log } from './ports.js';

/** One line for what became of a recording. */
export function logRecorded(log: Log, clock: Clock, outcome: RecordOutcome | Forgotten, manifest: Manifest): void {
  const { videoId, location, source, series, recordedAt, unservable } = manifest;
  if (outcome === 'forgotten') {
    const { assetName: asset, transform, job } = source;
    log('recording-forgotten', { videoId, location: describeLocation(location), asset, transform, job });
    return;
  }
  const { Poster: posters, Thumbnail: thumbnails, Sprite: sprites } = countByKind(series);
  log('manifest-recorded', {
    videoId,
    outcome,
    location: describeLocation(location),
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

/** One line for what became of a state. */
export function logState(log: Log, videoId: string, news: OutputState, kept: OutputState | Forgotten): void {
  const { transform, job, state } = news;
  const of = { videoId, ...(news.output !== '' && { asset: news.output }), transform, job };
  if (kept === 'forgotten') log('recording-forgotten', of);
  else log('state-remembered', { ...of, state });
}

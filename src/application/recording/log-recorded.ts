import { countByKind } from '../../domain/content.js';
import type { RecordOutcome } from '../../domain/report.js';
import type { Entry } from '../../domain/entry.js';
import type { OutputState } from '../../domain/output-state.js';
import { describeLocation } from '../../domain/location.js';
import type { Clock } from '../clock.js';
import type { Log } from '../../telemetry/log-events.js';

/** One line for the outcome of a report. */
export function logRecorded(log: Log, clock: Clock, outcome: RecordOutcome, entry: Entry): void {
  const { videoId, source, content, recordedAt } = entry;
  const { assetName: asset, transform, job } = source;
  const location = describeLocation(entry.location);
  if (outcome === 'deleted') {
    log('recording-deleted', { videoId, location, asset, transform, job });
    return;
  }
  const series = content?.series ?? [];
  const { Poster: posters, Thumbnail: thumbnails, Sprite: sprites } = countByKind(series);
  // The epoch stands for an unknown time.
  const isTimed = recordedAt !== undefined && recordedAt.getTime() !== 0;
  log('manifest-recorded', {
    ...{ videoId, outcome, location, asset, transform, job },
    ...{ series: series.length, posters, thumbnails, sprites },
    ageSeconds: isTimed ? Math.round((clock().getTime() - recordedAt.getTime()) / 1000) : undefined,
    unservable: content?.unservable,
  });
}

/** One line for the outcome of a state. */
export function logState(log: Log, videoId: string, reported: OutputState, kept: OutputState | 'deleted'): void {
  const { transform, job, state, output } = reported;
  const fields = { videoId, ...(output !== '' && { asset: output }), transform, job };
  if (kept === 'deleted') log('recording-deleted', fields);
  else log('job-state-saved', { ...fields, state });
}

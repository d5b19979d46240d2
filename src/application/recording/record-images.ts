import type { ImagesReadyReport } from '../../domain/media-event.js';
import { describeLocation, locationRefusal, type ImageLocation } from '../../domain/location.js';
import { containerId } from '../../domain/location-record.js';
import type { Log } from '../../telemetry/log-events.js';
import { clampToNow } from './clamp-to-now.js';
import { listLocation } from './list-location.js';
import type { RecordingPorts } from './ports.js';
import type { SharedRecording } from './share-recordings.js';

/**
 * Records images of an encoder that raises no job events. `Stillframe.ImagesReady` names the video, so it claims
 * as an event; a marker's path or container only lets the video be inferred.
 */
export function createRecordImages(ports: RecordingPorts, recordShared: SharedRecording) {
  const { accounts } = ports;
  return async (report: ImagesReadyReport, log: Log): Promise<void> => {
    const location: ImageLocation = { account: accounts[0]?.name ?? '', ...report.location };
    const videoId = report.videoId ?? containerId(location.container);
    const refusal = locationRefusal(location, accounts);
    if (refusal !== undefined) {
      log('location-denied', { id: report.id, videoId, location: describeLocation(location), reason: refusal });
      return;
    }
    const at = report.at && clampToNow(ports.clock, report.at);
    const source = report.isNamed ? 'event' : 'inferred';
    const list = () => listLocation(ports, location, { videoId, since: at }, log);
    await recordShared({ location, source, videoId, ...(at !== undefined && { at }) }, { list }, log);
  };
}

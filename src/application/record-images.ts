import type { ImagesNews } from '../domain/media-event.js';
import { describeLocation, locationRefusal, type ImageLocation } from '../domain/location.js';
import { logRecorded } from './log-recorded.js';
import type { Log } from './ports.js';
import type { Publishing } from './publishing.js';
import { findImages, readImages } from './read-images.js';
import { readSeries } from './read-series.js';
import type { RecordingPorts } from './record-output.js';
import { makeRecordPlace, type ReadPlace } from './record-place.js';
import { videoOfContainer } from './untold-place.js';

/** Since when images are there, and how to read them. */
interface Told {
  at: Date;
  readPlace: ReadPlace;
}

/**
 * Records the images that an event of an encoder tells of, which raises no job events (design 3.1, 3.2). Who names the
 * video claims the location for it; a marker only assumes whose they are. An event without a time has that of the images.
 */
export function makeRecordImages(ports: RecordingPorts) {
  const { clock, accounts, images } = ports;
  const recordPlace = makeRecordPlace(ports);
  return async (news: ImagesNews, publishing: Publishing, log: Log): Promise<void> => {
    const location: ImageLocation = { account: accounts[0]?.name ?? '', ...news.location };
    const refusal = locationRefusal(location, accounts);
    if (refusal !== undefined) {
      log('place-refused', {
        id: news.id,
        videoId: news.videoId ?? videoOfContainer(location),
        location: describeLocation(location),
        reason: refusal,
      });
      return;
    }
    const { videoId } = news;
    const told = videoId && { videoId, by: news.isNamed ? ('named' as const) : ('assumed' as const) };
    const { at, readPlace } = news.at === undefined ? await asFound(location, log) : asTold(location, news.at, log);
    const recorded = await recordPlace({ location, at, ...(told && { told }) }, readPlace, log, publishing);
    if (recorded !== undefined) logRecorded(log, clock, recorded.outcome, recorded.manifest);
  };

  function asTold(location: ImageLocation, at: Date, log: Log): Told {
    return { at, readPlace: (videoId, rules) => readImages(ports, { videoId, location, rules, since: at }, log) };
  }

  async function asFound(location: ImageLocation, log: Log): Promise<Told> {
    const { at, blobs } = await findImages(images, location);
    return { at, readPlace: (_, rules) => readSeries(images, location, blobs, rules, log) };
  }
}

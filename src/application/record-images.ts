import type { ImagesNews } from '../domain/media-event.js';
import { describePlace, placeRefusal, type Place } from '../domain/place.js';
import { logRecorded } from './log-recorded.js';
import type { Log } from './ports.js';
import type { Publishing } from './publishing.js';
import { readImages } from './read-images.js';
import type { RecordingPorts } from './record-output.js';
import { makeRecordPlace } from './record-place.js';
import { videoOfContainer } from './untold-place.js';

/**
 * Records the images that an event of an encoder tells of, which raises no job events (design 3.1, 3.2). Who names the
 * video claims the place for it; a marker only assumes whose they are.
 */
export function makeRecordImages(ports: RecordingPorts) {
  const { clock, accounts } = ports;
  const recordPlace = makeRecordPlace(ports);
  return async (news: ImagesNews, publishing: Publishing, log: Log): Promise<void> => {
    const { at, isNamed } = news;
    const place: Place = { account: accounts[0]?.name ?? '', ...news.place };
    const refusal = placeRefusal(place, accounts);
    if (refusal !== undefined) {
      log('place-refused', {
        id: news.id,
        videoId: news.videoId ?? videoOfContainer(place),
        place: describePlace(place),
        reason: refusal,
      });
      return;
    }
    const told = news.videoId && { videoId: news.videoId, by: isNamed ? ('named' as const) : ('assumed' as const) };
    const recorded = await recordPlace(
      { place, at, ...(told && { told }) },
      (owner, rules) => readImages(ports, { videoId: owner, place, rules, since: at }, log),
      log,
      publishing,
    );
    if (recorded !== undefined) logRecorded(log, clock, recorded.outcome, recorded.manifest);
  };
}

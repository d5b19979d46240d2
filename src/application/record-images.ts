import { hasSameContent, type Manifest } from '../domain/manifest.js';
import type { ImagesNews } from '../domain/media-event.js';
import { describePlace, placeHash, placeRefusal, type Place } from '../domain/place.js';
import { guidIn } from '../domain/video-id.js';
import { Failure } from './failure.js';
import { logRecorded } from './log-recorded.js';
import type { Log, VideoRecords } from './ports.js';
import { readImages } from './read-images.js';
import type { RecordingPorts } from './record-output.js';
import { notAhead } from './recording-time.js';
import { rulesFor } from './rules-for.js';
import { writeManifest } from './write-manifest.js';

/**
 * Records the images of a place of which no job tells (design 3.1, 3.2). Who names the video claims the place for it; else
 * the images go to the video that owns the place, and only where nobody does, to the one that the place's name tells.
 */
export function makeRecordImages({ store, images, library, clock, accounts }: RecordingPorts) {
  return async (news: ImagesNews, log: Log): Promise<void> => {
    const place: Place = { account: accounts[0]?.name ?? '', ...news.place };
    const refusal = placeRefusal(place, accounts);
    if (refusal !== undefined) {
      const videoId = news.videoId ?? videoOfContainer(place);
      log('place-refused', { id: news.id, videoId, place: describePlace(place), reason: refusal });
      return;
    }
    const owner = news.isNamed ? undefined : (await store.readOwner(place))?.owner;
    const videoId = owner?.videoId ?? news.videoId ?? videoOfContainer(place);
    const records = await store.readVideo(videoId);
    const known = owner?.by === 'named' ? manifestIn(records, place) : undefined;
    const rules = known && (await rulesOf(known.source));
    const found = await readImages({ images, clock }, { videoId, place, rules, since: news.at }, log);
    const read = { videoId, place, recordedAt: notAhead(clock, news.at), source: {}, ...found };
    const manifest = known === undefined ? read : asItsJobTold(known, read);
    const outcome = await writeManifest(store, manifest, records, news.isNamed ? 'named' : 'assumed');
    if (outcome === 'stale' && !news.isNamed && (await store.readOwner(place))?.owner.videoId !== videoId) {
      throw new Failure('lost-race', `${describePlace(place)}: another video claimed it meanwhile`);
    }
    logRecorded(log, clock, outcome, manifest);
  };

  /** The rules by which the job that is known made these images, as far as anybody remembers. */
  async function rulesOf({ assetName = '', transform, job }: Manifest['source']) {
    if (library === undefined || transform === undefined || job === undefined) return undefined;
    const [found, recipe] = await Promise.all([library.findJob({ transform, job }), library.findTransform(transform)]);
    return rulesFor({ assetName, state: 'Finished' }, found, recipe);
  }
}

function manifestIn({ manifests }: VideoRecords, place: Place): Manifest | undefined {
  const hash = placeHash(place);
  return manifests.find(({ manifest }) => placeHash(manifest.place) === hash)?.manifest;
}

/** What a job recorded keeps its job, and its time too while the images are the same: so order does not matter. */
function asItsJobTold(known: Manifest, read: Manifest): Manifest {
  const { source, recordedAt } = known;
  return hasSameContent(known, read) ? { ...read, source, recordedAt } : { ...read, source };
}

/** Media Services named containers after its assets: `asset-<guid>`. */
function videoOfContainer({ container }: Place): string {
  return guidIn(container) ?? container;
}

import { EventRejected, type MediaEvent, type OutputNews } from '../domain/media-event.js';
import type { Manifest } from '../domain/manifest.js';
import { describePlace, placeRefusal, type AllowedAccount } from '../domain/place.js';
import { locateOutput, videoOf, type Located } from './locate-output.js';
import type { Clock, ImageStore, Log, ManifestStore, MediaLibrary } from './ports.js';
import { logRecorded } from './log-recorded.js';
import { readImages } from './read-images.js';
import { notAhead } from './recording-time.js';
import { rememberState } from './remember-state.js';
import { rulesFor } from './rules-for.js';
import { writeManifest } from './write-manifest.js';

export interface RecordingPorts {
  store: ManifestStore;
  images: ImageStore;
  /** Absent where the settings name no Media Services account. */
  library: MediaLibrary | undefined;
  clock: Clock;
  /** The first is the account of assets that name none. */
  accounts: readonly AllowedAccount[];
}

type JobEvent = MediaEvent & { kind: 'outputs' };

/** Remembers the state of one output and, when it has finished, records the images in its place (design 3.1 to 3.5). */
export function makeRecordOutput(ports: RecordingPorts) {
  const { store, library, clock, accounts } = ports;

  return async (event: JobEvent, output: OutputNews, log: Log): Promise<void> => {
    const news = { ...event.job, output: output.assetName, state: output.state, at: notAhead(clock, event.at) };
    if (output.state !== 'Finished') {
      const videoId = await videoOf(library, output.assetName, event.videoId);
      await rememberState(ports, videoId, news, (await store.readVideo(videoId)).outputs);
      log('state-remembered', { videoId, state: news.state, asset: news.output, ...event.job });
      return;
    }

    const located = await locateOutput(library, accounts, output.assetName, event.videoId);
    const records = await store.readVideo(located.videoId);
    const refusal = located.place && placeRefusal(located.place, accounts);
    const isAwaited = located.place !== undefined && refusal === undefined;
    const finished = isAwaited ? { ...news, finishedSeenAt: clock() } : news;
    const { finishedSeenAt = clock() } = await rememberState(ports, located.videoId, finished, records.outputs);
    if (located.place === undefined) throw new EventRejected([located.problem]);
    const { videoId, place } = located;
    if (refusal !== undefined) {
      log('place-refused', { id: event.id, videoId, place: describePlace(place), reason: refusal });
      return;
    }

    const recording = await describe(event, output, located, finishedSeenAt, log);
    const manifest = { videoId, place, ...recording };
    const outcome = await writeManifest(store, manifest, records, { by: 'named', since: manifest.recordedAt });
    logRecorded(log, clock, outcome, manifest);
  };

  /** Reads what there is to record: from the job, the transform and the place itself. */
  async function describe(
    event: JobEvent,
    output: OutputNews,
    { videoId, asset, place }: Located & { place: Manifest['place'] },
    finishedSeenAt: Date,
    log: Log,
  ): Promise<Omit<Manifest, 'videoId' | 'place'>> {
    const [job, transform] = await Promise.all([
      library?.findJob(event.job),
      library?.findTransform(event.job.transform),
    ]);
    const recordedAt = notAhead(clock, job?.endedAt ?? event.at);
    const source = {
      assetName: output.assetName,
      ...(asset?.assetId !== undefined && { assetId: asset.assetId }),
      ...event.job,
    };
    if (asset?.isClientEncrypted === true) {
      return {
        recordedAt,
        source,
        series: [],
        unservable: 'the blobs are encrypted by the client; a URL would serve ciphertext',
      };
    }
    const rules = rulesFor(output, job, transform);
    return { recordedAt, source, ...(await readImages(ports, { videoId, place, rules, since: finishedSeenAt }, log)) };
  }
}

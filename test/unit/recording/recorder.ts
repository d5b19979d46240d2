import { noopPublisher, type StartPublishing } from '../../../src/application/publishing/ports.js';
import { createDeleteVideo } from '../../../src/application/recording/delete-video.js';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import { createRecordThumbnails } from '../../../src/application/recording/record-thumbnails.js';
import { liveManifests } from '../../../src/domain/video.js';
import { createReceiveEvent } from '../../../src/events/receive-event.js';
import type { EventRules } from '../../../src/events/envelope.js';
import { GUID, minutesAfter, NOW, someRules } from '../../builders.js';
import { aLog, fakeImages, fakeLibrary, JPEG, type FakeImages, type FakeLibrary } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';

export const CONTAINER = `asset-${GUID}`;

/** The event trigger and its use cases over fakes, with a clock that tests move. */
export function eventHarness(
  parts: {
    store?: RecordStore;
    images?: FakeImages;
    library?: FakeLibrary | undefined;
    rules?: EventRules;
    startPublishing?: StartPublishing;
  } = {},
) {
  const { store = createMemoryStore(), startPublishing = () => noopPublisher } = parts;
  const images = parts.images ?? fakeImages({ [CONTAINER]: { 'Thumbnail000001.jpg': JPEG } });
  const library = 'library' in parts ? parts.library : fakeLibrary();
  const { log, lines, events } = aLog();
  let now = NOW;
  const clock = () => now;
  const record = createRecordThumbnails({
    ...{ store, images, library, clock, startPublishing },
    detach: (run) => run(),
    accounts: [
      { name: 'contosomedia', containerPatterns: ['asset-*'] },
      { name: 'second', containerPatterns: ['video-*'] },
    ],
  });
  const receive = createReceiveEvent(record, parts.rules ?? someRules());
  return {
    ...{ store, images, library, lines, events },
    receive: (payload: unknown) => receive(payload, log),
    /** At a time of its own where one is given. */
    deleteVideo: (videoId: string, at = now) =>
      createDeleteVideo({ store, clock: () => at, startPublishing })(videoId, log),
    wait: (minutes: number) => (now = minutesAfter(minutes, now)),
    manifestsOf: async (videoId: string) =>
      liveManifests(await store.readVideo(videoId)).map(({ manifest }) => manifest),
    statesOf: async (videoId: string) => (await store.readVideo(videoId)).outputs.map(({ state }) => state),
    /** The videos to which a name leads. */
    aliasesOf: async (name: string) => (await store.readVideo(name)).aliases.map(({ videoId }) => videoId),
  };
}

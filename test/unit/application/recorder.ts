import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import type { ManifestStore } from '../../../src/application/ports.js';
import { makeForgetVideo } from '../../../src/application/forget-video.js';
import type { StartPublishing } from '../../../src/application/publishing.js';
import { makeRecordThumbnails } from '../../../src/application/record-thumbnails.js';
import { makeReceiveEvent } from '../../../src/events/receive-event.js';
import type { EventRules } from '../../../src/events/event-rules.js';
import { GUID, minutesAfter, NOW, someRules } from '../../builders.js';
import { aLog, fakeImages, fakeLibrary, JPEG, type FakeImages, type FakeLibrary } from '../../fakes.js';

export const CONTAINER = `asset-${GUID}`;

/** The event hall and the rooms behind it over fakes, with a clock that tests move. */
export function aRecorder(
  parts: {
    store?: ManifestStore;
    images?: FakeImages;
    library?: FakeLibrary | undefined;
    now?: Date;
    rules?: EventRules;
    startPublishing?: StartPublishing;
  } = {},
) {
  const store = parts.store ?? makeMemoryManifestStore();
  const images = parts.images ?? fakeImages({ [CONTAINER]: { 'Thumbnail000001.jpg': JPEG } });
  const library = 'library' in parts ? parts.library : fakeLibrary();
  const { log, lines, events } = aLog();
  let now = parts.now ?? NOW;
  const { startPublishing } = parts;
  const record = makeRecordThumbnails({
    ...(startPublishing && { startPublishing }),
    store,
    images,
    library,
    clock: () => now,
    accounts: [
      { name: 'contosomedia', containerPatterns: ['asset-*'] },
      { name: 'second', containerPatterns: ['video-*'] },
    ],
  });
  const receive = makeReceiveEvent(record, parts.rules ?? someRules());
  return {
    store,
    images,
    library,
    lines,
    events,
    receive: (payload: unknown) => receive(payload, log),
    /** Forgets a video, at a time of its own where one is given. */
    forget: (videoId: string, at?: Date) => makeForgetVideo({ store, clock: () => at ?? now })(videoId),
    wait: (minutes: number) => (now = minutesAfter(minutes, now)),
    manifestsOf: async (videoId: string) => (await store.readVideo(videoId)).manifests.map(({ manifest }) => manifest),
    statesOf: async (videoId: string) => (await store.readVideo(videoId)).outputs.map(({ state }) => state),
  };
}

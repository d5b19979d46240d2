import { createScanLocations } from '../../../src/application/maintenance/scan-locations.js';
import { noopPublisher, type StartPublishing, type Topic } from '../../../src/application/publishing/ports.js';
import { createPublishPending, createStartPublishing } from '../../../src/application/publishing/publisher.js';
import { createRetryPublications } from '../../../src/application/publishing/retry-publications.js';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import { isPending } from '../../../src/domain/location-record.js';
import { locationHash } from '../../../src/domain/location.js';
import type { Publication } from '../../../src/domain/publication.js';
import { aJobFinished, aLocation, anAsset, minutesAfter, NOW } from '../../builders.js';
import { aLog, fakeLibrary, JPEG } from '../../fakes.js';
import { createMemoryStore, type MemoryStore } from '../../memory/memory-store.js';
import { eventHarness, CONTAINER } from '../recording/recorder.js';

/** Each of its times is another job. */
export const finished = (minute: number, videoId = 'v') =>
  aJobFinished({
    videoId,
    subject: `transforms/thumbs/jobs/at${minute}`,
    time: minutesAfter(minute).toISOString(),
  });

interface Parts {
  /** The rows themselves. */
  memory?: MemoryStore;
  /** What the use cases see of them. */
  store?: RecordStore;
  /** False: the settings name no topic. */
  hasTopic?: boolean;
}

/** The use cases that record and delete, with a topic that keeps what it was given, or fails. */
export function aPublisher({ memory = createMemoryStore(), store = memory, hasTopic = true }: Parts = {}) {
  const { outbox } = memory;
  const published: Publication[] = [];
  const state = { now: NOW, tried: 0, failure: undefined as Error | undefined, before: () => Promise.resolve() };
  const clock = () => state.now;
  const topic: Topic = async (publication) => {
    state.tried += 1;
    await state.before();
    if (state.failure !== undefined) throw state.failure;
    published.push(publication);
  };
  const publishPending = createPublishPending({ store, topic });
  const startPublishing: StartPublishing = hasTopic
    ? createStartPublishing({ outbox, publishPending, clock })
    : () => noopPublisher;
  const recorder = eventHarness({ store, startPublishing, library: fakeLibrary([anAsset()]) });
  const { log, lines } = aLog();
  return {
    ...recorder,
    ...{ memory, outbox, published, state },
    record: async () => (await memory.readRecord(locationHash(aLocation())))?.record,
    /** What was published, in short. */
    outcomes: () => published.map((one) => `${one.videoId} ${one.kind === 'deleted' ? one.kind : one.outcome}`),
    inOutbox: () => memory.rows.keys('~outbox/').length,
    hasPending: async () => {
      const stored = await memory.readRecord(locationHash(aLocation()));
      return stored !== undefined && isPending(stored.record);
    },
    lines: () => [...recorder.lines, ...lines],
    /** A run of the scan; answers what it logs. */
    scan: async () => {
      const accounts = [{ name: aLocation().account, containerPatterns: ['*'] }];
      const parts = { clock, accounts, calls: 100, hasContainer: () => Promise.resolve(true) };
      await createScanLocations({ store, scan: memory, ...parts, startPublishing, publishPending })(log);
      return lines.findLast(({ event }) => event === 'locations-scanned')?.fields;
    },
    retry: () => createRetryPublications({ outbox, publishPending, clock })(log),
    wait: (minutes: number) => {
      state.now = minutesAfter(minutes, state.now);
      recorder.wait(minutes);
    },
    /** From now on the location holds so many images. */
    hold: (count: number) => {
      const names = Array.from({ length: count }, (_, i) => `Thumbnail${String(i + 1).padStart(6, '0')}.jpg`);
      recorder.images.containers.set(CONTAINER, Object.fromEntries(names.map((name) => [name, JPEG])));
    },
  };
}

import { makeMemoryDebtorList } from '../../../src/adapters/memory/memory-debtor-list.js';
import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { forgetAloud, makeForgetVideo } from '../../../src/application/forget-video.js';
import { makeStartPublishing } from '../../../src/application/make-publishing.js';
import type { ManifestStore } from '../../../src/application/ports.js';
import { makePublishChanges } from '../../../src/application/publish-changes.js';
import { makePublishOwed } from '../../../src/application/publish-owed.js';
import { nobodyListens, type StartPublishing } from '../../../src/application/publishing.js';
import type { Publication } from '../../../src/domain/publication.js';
import { anAsset, minutesAfter, NOW } from '../../builders.js';
import { aLog, fakeLibrary, JPEG, type FakeImages } from '../../fakes.js';
import { aRecorder, CONTAINER } from './recorder.js';

interface Parts {
  store?: ManifestStore;
  /** False: the settings name no topic. */
  hasTopic?: boolean;
}

/** The rooms that record and forget, with a topic that keeps what it was given, or fails. */
export function aPublisher({ store = makeMemoryManifestStore(), hasTopic = true }: Parts = {}) {
  const debtors = makeMemoryDebtorList();
  const heard: Publication[] = [];
  const state = { now: NOW, tried: 0, failure: undefined as Error | undefined, before: () => Promise.resolve() };
  const clock = () => state.now;
  const topic = async (publication: Publication) => {
    state.tried += 1;
    await state.before();
    if (state.failure !== undefined) throw state.failure;
    heard.push(publication);
  };
  const publishOwed = makePublishOwed({ store, topic });
  const startPublishing: StartPublishing = hasTopic
    ? makeStartPublishing({ debtors, publishOwed, clock })
    : () => nobodyListens;
  const recorder = aRecorder({ store, startPublishing, library: fakeLibrary([anAsset()]) });
  const { log, lines } = aLog();
  const publishChanges = makePublishChanges({ debtors, publishOwed, clock });
  const forget = forgetAloud(makeForgetVideo({ store, clock }), startPublishing);
  return {
    ...recorder,
    ...{ store, debtors, heard, state, startPublishing },
    /** What others have heard, in short. */
    told: () => heard.map((one) => [one.videoId, one.kind === 'forgotten' ? one.kind : one.outcome].join(' ')),
    lines: () => [...recorder.lines, ...lines],
    forget: (videoId: string) => forget(videoId, log),
    sweep: () => publishChanges(log),
    wait: (minutes: number) => {
      state.now = minutesAfter(minutes, state.now);
      recorder.wait(minutes);
    },
    /** From now on the location holds so many images. */
    hold: (count: number, images: FakeImages = recorder.images) => {
      const names = Array.from({ length: count }, (_, i) => `Thumbnail${String(i + 1).padStart(6, '0')}.jpg`);
      images.containers.set(CONTAINER, Object.fromEntries(names.map((name) => [name, JPEG])));
    },
  };
}

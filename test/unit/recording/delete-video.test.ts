import { noopPublisher } from '../../../src/application/publishing/ports.js';
import { createDeleteVideo } from '../../../src/application/recording/delete-video.js';
import { createFindVideo } from '../../../src/application/reading/find-video.js';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import { tombstoneOf } from '../../../src/domain/deletion.js';
import {
  aBlobCreated,
  aJobFinished,
  aJobOutputEvent,
  aLocation,
  aManifest,
  anAsset,
  anEventOutput,
  anImagesReady,
  anOutputState,
  GUID,
  minutesAfter,
  NOW,
  someRules,
} from '../../builders.js';
import { dyingAt, fakeLibrary } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { putManifest } from '../../memory/put-manifest.js';
import { aBackfiller, writtenAt } from './backfiller.js';
import { eventHarness, CONTAINER } from './recorder.js';

const rules = someRules({
  marker: (path) => (path === '_done' ? { videoId: undefined } : undefined),
  imagesReady: true,
});
/** Each of its times is another job. */
const finished = (minute: number, videoId = 'v') =>
  aJobFinished({
    videoId,
    subject: `transforms/thumbs/jobs/at${minute}`,
    time: minutesAfter(minute).toISOString(),
  });
const processing = (minute: number, job = 'job-1') =>
  aJobOutputEvent('JobOutputProcessing', {
    videoId: 'v',
    subject: `transforms/thumbs/jobs/${job}`,
    output: anEventOutput({ state: 'Processing' }),
    time: minutesAfter(minute).toISOString(),
  });
const marker = (minute: number) => aBlobCreated(CONTAINER, '_done', minutesAfter(minute).toISOString());

function aVideoOf(store: RecordStore = createMemoryStore()) {
  const recorder = eventHarness({ store, rules, library: fakeLibrary([anAsset()]) });
  return { ...recorder, find: createFindVideo(store) };
}
const NAMES = ['v', 'output-1', GUID];

describe('deleting a video', () => {
  it('hides its images, states and names, and leaves a tombstone for 90 days', async () => {
    const { store, receive, deleteVideo, find } = aVideoOf();
    for (const event of [processing(-8), finished(-5)]) await receive(event);
    for (const name of NAMES) expect(await find(name)).toMatchObject({ id: 'v' });
    expect(await deleteVideo('v')).toEqual({ videoId: 'v', manifests: 1, states: 2 });
    const { tombstone } = (await store.readVideo('v')).tombstone ?? {};
    expect(tombstone).toEqual({ deletedAt: NOW, expiresAt: minutesAfter(90 * 24 * 60) });
    for (const name of NAMES) expect(await find(name)).toBeUndefined();
  });

  it.each(['output-1', GUID, CONTAINER])('finds it by the name %s', async (name) => {
    const { receive, deleteVideo, find } = aVideoOf();
    await receive(finished(-5));
    expect(await deleteVideo(name)).toMatchObject({ videoId: 'v' });
    expect(await deleteVideo(name)).toBeUndefined();
    expect(await find('v')).toBeUndefined();
  });

  it('refuses a name of two videos until one of them shows nothing', async () => {
    const { store, receive, deleteVideo } = aVideoOf();
    await receive(finished(-5));
    await putManifest(store, aManifest({ videoId: 'w', location: aLocation({ container: 'asset-w' }) }));
    await expect(deleteVideo('output-1')).rejects.toMatchObject({ code: 'ambiguous-video' });
    await deleteVideo('w');
    expect(await deleteVideo('output-1')).toMatchObject({ videoId: 'v' });
  });

  it('leaves a tombstone of an unknown video, which hides older reports', async () => {
    const { receive, deleteVideo, wait, find, events } = aVideoOf();
    expect(await deleteVideo('v')).toBeUndefined();
    await receive(finished(-5));
    expect(await find('v')).toBeUndefined();
    wait(1);
    await receive(finished(1));
    expect(await deleteVideo('v')).toBeDefined();
    expect(await deleteVideo('v')).toBeUndefined();
    expect(events()).toEqual(['recording-deleted', 'manifest-recorded']);
  });

  it('does not delete another video that has the deleted id as a name when it is asked again', async () => {
    const { store, receive, deleteVideo } = aVideoOf();
    await receive(finished(-5, 'output-1'));
    await putManifest(
      store,
      aManifest({ videoId: 'w', location: aLocation({ container: 'asset-w' }), recordedAt: minutesAfter(-1) }),
    );
    expect(await deleteVideo('output-1')).toMatchObject({ videoId: 'output-1' });
    expect(await deleteVideo('output-1')).toBeUndefined();
    expect((await store.readVideo('w')).tombstone).toBeUndefined();
  });

  it('follows a name that was unknown when it was deleted first', async () => {
    const { receive, deleteVideo, find } = aVideoOf();
    expect(await deleteVideo('output-1')).toBeUndefined();
    await receive(finished(-5));
    expect(await find('output-1')).toMatchObject({ id: 'v' });
    expect(await deleteVideo('output-1')).toMatchObject({ videoId: 'v', manifests: 1 });
    expect(await find('output-1')).toBeUndefined();
  });

  it('hides older events, replays and markers, which list nothing', async () => {
    const { receive, deleteVideo, wait, find, images, lines } = aVideoOf();
    await receive(finished(-5));
    await deleteVideo('v');
    images.calls.length = 0;
    wait(60);
    const replays = [finished(-5), processing(-8), processing(-1, 'job-2'), finished(0), marker(-1)];
    const state = { ...anEventOutput(), state: 'Error' };
    const failed = aJobOutputEvent('JobOutputErrored', { videoId: 'v', output: state, time: 'nonsense' });
    for (const event of [...replays, failed]) await receive(event);
    expect(images.calls).toEqual([]);
    expect(new Set(lines.slice(1).map(({ event }) => event))).toEqual(new Set(['recording-deleted']));
    expect(lines.at(-2)).toMatchObject({ fields: { videoId: 'v', location: `contosomedia/${CONTAINER}/` } });
    for (const name of NAMES) expect(await find(name)).toBeUndefined();
  });

  it('does not hide a newer encode, or a newer state of a job', async () => {
    const { receive, deleteVideo, wait, manifestsOf, statesOf, find } = aVideoOf();
    await receive(finished(-5));
    await deleteVideo('v');
    wait(10);
    await receive(processing(1, 'job-2'));
    expect(await statesOf('v')).toMatchObject([{ job: 'job-2', state: 'Processing' }]);
    for (const event of [finished(5), finished(-5)]) await receive(event);
    expect(await manifestsOf('v')).toMatchObject([{ recordedAt: minutesAfter(5) }]);
    expect(await find('output-1')).toMatchObject({ id: 'v' });
  });

  it('does not hide a newer marker, which shows the images under the owner of the location', async () => {
    const { receive, deleteVideo, wait, find, lines } = aVideoOf();
    await receive(finished(-5));
    await deleteVideo('v');
    wait(10);
    await receive(marker(5));
    expect(lines.at(-1)).toMatchObject({ event: 'manifest-recorded', fields: { videoId: 'v', outcome: 'created' } });
    expect(await find(GUID)).toMatchObject({ id: 'v', manifests: [{ manifest: { recordedAt: minutesAfter(5) } }] });
  });

  it('compares with the end of the job where the job can be read, whenever its event was published', async () => {
    const { receive, deleteVideo, wait, find, library } = aVideoOf();
    library?.jobs.set('at9', { endedAt: minutesAfter(-5), outputs: [] });
    await receive(finished(-6));
    await deleteVideo('v');
    wait(10);
    await receive(finished(9));
    expect(await find('v')).toBeUndefined();
  });

  it('covers what has a time by a clock that is five minutes ahead, and no newer encode', async () => {
    const { receive, deleteVideo, wait, manifestsOf } = aVideoOf();
    await receive(finished(4));
    expect(await deleteVideo('v')).toMatchObject({ manifests: 1 });
    expect(await manifestsOf('v')).toEqual([]);
    wait(6);
    await receive(finished(5));
    expect(await manifestsOf('v')).toHaveLength(1);
  });

  it('does not cover what is further ahead than clocks may be: it came while a slow delete was running', async () => {
    const { receive, deleteVideo, manifestsOf } = aVideoOf();
    await receive(finished(-1));
    await deleteVideo('v', minutesAfter(-7));
    expect(await manifestsOf('v')).toHaveLength(1);
  });

  it('leaves a video alone that took the location, by a report older than the deletion', async () => {
    const { receive, deleteVideo, manifestsOf } = aVideoOf();
    await receive(finished(-9, 'v1'));
    await deleteVideo('v1', minutesAfter(-3));
    await receive(finished(-5, 'v2'));
    expect(await manifestsOf('v2')).toHaveLength(1);
  });

  it.each(['v', 'output-1'].flatMap((id) => Array.from({ length: 7 }, (_, failing) => ({ id, failing }))))(
    'by the id $id hides the video from its tombstone on, and is completed by more tries, when write $failing failed',
    async ({ id, failing }) => {
      const store = createMemoryStore();
      const { receive, find } = aVideoOf(store);
      for (const event of [processing(-8), finished(-5)]) await receive(event);
      const { deleteVideo } = aVideoOf(dyingAt(store, failing));
      const isDead = await deleteVideo(id).then(
        () => false,
        () => true,
      );
      if (failing > 0) for (const name of NAMES) expect(await find(name)).toBeUndefined();
      if (isDead) await deleteVideo(id);
      for (const name of NAMES) expect(await find(name)).toBeUndefined();
      await aVideoOf(store).deleteVideo('v');
      const { entries, outputs } = await store.readVideo('v');
      expect([entries[0]?.content, outputs]).toEqual([undefined, []]);
    },
  );

  it('does not keep an id from being the name of another video', async () => {
    const { store, receive, deleteVideo, find } = aVideoOf();
    await receive(finished(-5));
    await deleteVideo('v');
    const location = aLocation({ container: 'asset-w' });
    await putManifest(store, aManifest({ videoId: 'w', location, source: { assetName: 'v' } }));
    expect(await find('v')).toMatchObject({ id: 'w' });
  });

  it('starts the waiting of an output anew whose state comes again after it', async () => {
    const { store, receive, find } = aVideoOf();
    const finishedSeenAt = minutesAfter(-600);
    await store.putOutputState('v', anOutputState({ state: 'Finished', finishedSeenAt }), undefined);
    await store.putTombstone('v', { tombstone: tombstoneOf(minutesAfter(1)) }, undefined);
    await receive(processing(2));
    expect(await find('v')).toMatchObject({ outputs: [anOutputState({ at: minutesAfter(2) })] });
    expect((await find('v'))?.outputs[0]).not.toHaveProperty('finishedSeenAt');
  });

  it('calls the hook for the videos whose rows changed', async () => {
    const { store, receive } = aVideoOf();
    await receive(finished(-5));
    const changed: string[] = [];
    const videoChanged = (videoId: string) => Promise.resolve(void changed.push(videoId));
    const ports = { store, clock: () => NOW, startPublishing: () => noopPublisher, videoChanged };
    await createDeleteVideo(ports)('v', () => undefined);
    expect(new Set(changed)).toEqual(new Set(['v']));
  });
});

describe('images that were deleted under the name of their container', () => {
  async function aDeletedContainer() {
    const recorder = aVideoOf();
    const images = writtenAt(recorder.images, minutesAfter(-6));
    const backfill = (minute: number, parts: { assets?: ReturnType<typeof anAsset>[]; mapped?: string } = {}) =>
      aBackfiller({ store: recorder.store, images, askedAt: minutesAfter(minute), assets: parts.assets ?? [] }).run(
        CONTAINER,
        parts.mapped,
      );
    await backfill(-3);
    expect(await recorder.deleteVideo(GUID)).toMatchObject({ videoId: GUID, manifests: 1 });
    return { ...recorder, backfill };
  }
  type Deleted = Awaited<ReturnType<typeof aDeletedContainer>>;
  const ready = anImagesReady({ videoId: 'v1', container: CONTAINER }, minutesAfter(-5).toISOString());

  it.each<[string, string, (deleted: Deleted) => Promise<unknown>]>([
    ['an older job that names their video', 'v1', ({ receive }) => receive(finished(-5, 'v1'))],
    ['an older job that names no video', 'output-1', ({ receive }) => receive(aJobFinished({ time: '2026-11-20' }))],
    ['an older event that names their video', 'v1', ({ receive }) => receive(ready)],
    ['a back-fill that knows their asset', 'output-1', ({ backfill }) => backfill(1, { assets: [anAsset()] })],
    ['a back-fill with a map', 'dog', ({ backfill }) => backfill(1, { mapped: 'dog' })],
  ])('do not come back by %s', async (_, videoId, report) => {
    const deleted = await aDeletedContainer();
    for (let times = 0; times < 2; times++) {
      await report(deleted);
      for (const id of [GUID, videoId, 'output-1']) expect(await deleted.find(id)).toBeUndefined();
    }
  });

  it('come back by a newer encode', async () => {
    const { receive, find } = await aDeletedContainer();
    for (const minute of [-5, 1, -5]) await receive(finished(minute, 'v1'));
    for (const id of ['v1', GUID]) expect(await find(id)).toMatchObject({ id: 'v1', manifests: [{}] });
  });
});

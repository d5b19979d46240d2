import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import type { ManifestStore } from '../../../src/application/ports.js';
import { listedSeries } from '../../../src/domain/nested-locations.js';
import { remembered } from '../../../src/domain/tombstone.js';
import { aBlobCreated, aJobFinished, anAsset, anImagesReady, aLocation, GUID, minutesAfter } from '../../builders.js';
import { beforeWrites, fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { aBackfiller, writtenAt } from './backfiller.js';
import { finalRows, permutations } from './final-rows.js';
import { aRecorder, CONTAINER } from './recorder.js';

const rules = {
  videoIdKey: 'videoId',
  marker: (path: string) => (path.endsWith('_done') ? { videoId: undefined } : undefined),
  imagesReady: true,
};
const at = (minute: number) => minutesAfter(minute).toISOString();
const marker = (minute: number) => aBlobCreated(CONTAINER, 'thumbs/_done', at(minute));
const job = (videoId: string, minute: number) => aJobFinished({ videoId, time: at(minute) });
const FOLDER = aLocation({ prefix: 'thumbs/' });

/** A container of which a folder has a marker of its own, that says nobody's name. */
function aWorld(store: ManifestStore = makeMemoryManifestStore()) {
  const images = fakeImages({
    [CONTAINER]: { 'Poster.jpg': JPEG, 'thumbs/a_000001.jpg': JPEG, 'thumbs/a_000002.jpg': JPEG, 'thumbs/_done': null },
  });
  const library = fakeLibrary([anAsset()]);
  return { ...aRecorder({ rules, images, library, store }), images, library };
}

/** Blobs that a video lists, each as often as it does. */
async function listedBy(store: ManifestStore, videoId: string): Promise<string[]> {
  const manifests = remembered(await store.readVideo(videoId)).manifests.map(({ manifest }) => manifest);
  return listedSeries(manifests)
    .flatMap(({ manifest, series }) => series.map(({ prefix }) => manifest.location.prefix + prefix))
    .sort();
}
const ALL = ['Poster.jpg', 'thumbs/a_'];

async function rowsAfter(events: readonly object[]) {
  const { receive, store } = aWorld();
  for (const event of events) await receive(event);
  return finalRows(store, ['v1', GUID, 'output-1'], [aLocation(), FOLDER]);
}

describe('a folder with a marker that names nobody', () => {
  it('is of the video that its container is of, whichever of the two is told first', async () => {
    const events = [marker(-4), marker(-1), job('v1', -5)];
    const expected = await rowsAfter(events);
    for (const order of permutations(events)) expect(await rowsAfter([...order, order[0] ?? {}])).toEqual(expected);
    const { receive, store } = aWorld();
    for (const event of events) await receive(event);
    expect([await listedBy(store, 'v1'), await listedBy(store, GUID)]).toEqual([ALL, []]);
  });

  it('is its container’s while nobody says whose that is', async () => {
    const { receive, store } = aWorld();
    await receive(marker(-1));
    expect(await listedBy(store, GUID)).toEqual(['thumbs/a_']);
  });

  it('stays with a video that was named for the very folder', async () => {
    const { receive, store } = aWorld();
    await receive(anImagesReady({ videoId: 'cat', container: CONTAINER, prefix: 'thumbs/' }, at(-3)));
    await receive(job('v1', -5));
    await receive(marker(-1));
    expect([await listedBy(store, 'cat'), await listedBy(store, GUID)]).toEqual([['thumbs/a_'], []]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])(
    'is taken along by the redelivery when write %i failed',
    async (failing) => {
      const expected = await rowsAfter([marker(-1), job('v1', -5)]);
      const store = makeMemoryManifestStore();
      await aWorld(store).receive(marker(-1));
      let writes = 0;
      const dying = aWorld(
        beforeWrites(store, () => (writes++ === failing ? Promise.reject(new Error('died')) : Promise.resolve())),
      );
      await dying.receive(job('v1', -5)).catch(() => dying.receive(job('v1', -5)));
      expect(await finalRows(store, ['v1', GUID, 'output-1'], [aLocation(), FOLDER])).toEqual(expected);
    },
  );

  it('is recorded again when its container is claimed while its marker is read', async () => {
    const store = makeMemoryManifestStore();
    const rival = aWorld(store);
    let isFirst = true;
    const racing = beforeWrites(store, async (method) => {
      if (method !== 'putManifest' || !isFirst) return;
      isFirst = false;
      await rival.receive(job('v1', -5));
    });
    const slow = aWorld(racing);
    await expect(slow.receive(marker(-1))).rejects.toMatchObject({ code: 'lost-race' });
    await slow.receive(marker(-1));
    expect([await listedBy(store, 'v1'), await listedBy(store, GUID)]).toEqual([ALL, []]);
  });

  it('stays forgotten with its container, whatever tells of it again', async () => {
    const { receive, forget, store, images, library } = aWorld();
    await receive(marker(-4));
    await receive(job('v1', -5));
    await forget('v1');
    await receive(marker(-1));
    await receive(job('v1', -5));
    const { run } = aBackfiller({
      store,
      library,
      images: writtenAt(images, minutesAfter(-6)),
      markerOf: rules.marker,
    });
    await run(CONTAINER);
    for (const id of ['v1', GUID, 'output-1']) expect(await listedBy(store, id)).toEqual([]);
  });

  it('is left where it is when its container has no images in folders', async () => {
    const { receive, store, images, library } = aWorld();
    const reads: string[] = [];
    const counting = { ...store, readVideo: (id: string) => (reads.push(id), store.readVideo(id)) };
    await receive(marker(-4));
    images.containers.set(CONTAINER, { 'Poster.jpg': JPEG });
    await aRecorder({ rules, images, library, store: counting }).receive(job('v1', -5));
    expect(await listedBy(store, 'v1')).toEqual(['Poster.jpg']);
    expect(reads).not.toContain(GUID);
  });
});

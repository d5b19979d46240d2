import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { remembered } from '../../../src/domain/tombstone.js';
import { aJobFinished, anAsset, anImagesReady, aLocation, GUID, minutesAfter, someRules } from '../../builders.js';
import { fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { someDoors } from '../http/doors.js';
import { aBackfiller, writtenAt } from './backfiller.js';
import { aRecorder, CONTAINER } from './recorder.js';

const at = (minute: number) => minutesAfter(minute).toISOString();

/** Images that a back-fill has recorded under the name of their container, and somebody has forgotten under it. */
async function aForgottenContainer() {
  const images = fakeImages({ [CONTAINER]: { 'Thumbnail000001.jpg': JPEG } });
  const store = makeMemoryManifestStore();
  const recorder = aRecorder({
    rules: someRules({ imagesReady: true }),
    library: fakeLibrary([anAsset({ alternateId: 'by-asset' })]),
    images,
    store,
  });
  const backfill = (minute: number, parts: { assets?: ReturnType<typeof anAsset>[]; mapped?: string } = {}) =>
    aBackfiller({
      store,
      images: writtenAt(images, minutesAfter(-6)),
      askedAt: minutesAfter(minute),
      assets: parts.assets ?? [],
    }).run(CONTAINER, parts.mapped);
  await backfill(-3);
  expect(await recorder.forget(GUID)).toMatchObject({ manifests: 1 });
  const seen = async (id: string) => remembered(await store.readVideo(id)).manifests.length;
  return { ...recorder, backfill, seen };
}
type World = Awaited<ReturnType<typeof aForgottenContainer>>;

describe('images that were forgotten under the name of their container', () => {
  it.each<[string, string, (world: World) => Promise<unknown>]>([
    [
      'an older job that names their video',
      'v1',
      ({ receive }) => receive(aJobFinished({ videoId: 'v1', time: at(-5) })),
    ],
    ['an older job that names nobody', 'by-asset', ({ receive }) => receive(aJobFinished({ time: at(-5) }))],
    [
      'an older event that names their video',
      'v1',
      ({ receive }) => receive(anImagesReady({ videoId: 'v1', container: CONTAINER }, at(-5))),
    ],
    [
      'a back-fill that knows their asset',
      'by-asset',
      ({ backfill }) => backfill(1, { assets: [anAsset({ alternateId: 'by-asset' })] }),
    ],
    ['a back-fill with a map', 'dog', ({ backfill }) => backfill(1, { mapped: 'dog' })],
  ])('do not come back by %s', async (_, videoId, tell) => {
    const world = await aForgottenContainer();
    for (let times = 0; times < 2; times++) {
      await tell(world);
      expect(await world.seen(videoId)).toBe(0);
      expect((await world.store.readVideo(videoId)).outputs).toEqual([]);
      for (const id of [GUID, videoId, 'output-1']) expect((await someDoors(world.store).list(id)).status).toBe(404);
    }
    expect((await world.store.readOwner(aLocation()))?.owner).toMatchObject({ videoId: GUID, by: 'assumed' });
  });

  it('come back by a newer encode, and then all that it says counts', async () => {
    const { receive, seen, store } = await aForgottenContainer();
    await receive(aJobFinished({ videoId: 'v1', time: at(-5) }));
    await receive(aJobFinished({ videoId: 'v1', time: at(1) }));
    expect(await seen('v1')).toBe(1);
    expect((await someDoors(store).list(GUID)).status).toBe(200);
    await receive(aJobFinished({ videoId: 'v1', time: at(-5) }));
    expect(await seen('v1')).toBe(1);
  });

  it('leave a video that took their location by as strong a word alone', async () => {
    const images = fakeImages({ [CONTAINER]: { 'Thumbnail000001.jpg': JPEG } });
    const { receive, forget, manifestsOf } = aRecorder({ images, library: fakeLibrary([anAsset()]) });
    await receive(aJobFinished({ videoId: 'v1', time: at(-9) }));
    await forget('v1', minutesAfter(-3));
    await receive(aJobFinished({ videoId: 'v2', time: at(-5) }));
    expect(await manifestsOf('v2')).toHaveLength(1);
  });
});

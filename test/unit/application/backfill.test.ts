import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { Failure } from '../../../src/application/failure.js';
import type { ManifestStore } from '../../../src/application/ports.js';
import { aJobFinished, anAsset, anImagesReady, aLocation, aRule, GUID, minutesAfter, NOW } from '../../builders.js';
import { beforeWrites, fakeImages, fakeLibrary, JPEG, type Blobs } from '../../fakes.js';
import { aBackfiller, writtenAt } from './backfiller.js';
import { aRecorder, CONTAINER } from './recorder.js';

const WRITTEN = minutesAfter(-6);
const SERIES = { 'Thumbnail000001.jpg': JPEG, 'Thumbnail000002.jpg': JPEG };
const rules = { videoIdKey: 'videoId', marker: undefined, imagesReady: true };
const at = (minute: number) => minutesAfter(minute).toISOString();

function aHouse(containers: Record<string, Blobs> = { [CONTAINER]: SERIES }, store?: ManifestStore) {
  const images = fakeImages(containers);
  const library = fakeLibrary([anAsset()]);
  library.transforms.set('thumbs', [[aRule({ filenamePattern: 'Thumbnail{Index}{Extension}' })]]);
  const recorder = aRecorder({ rules, library, images, ...(store && { store }) });
  const more = { store: recorder.store, images: writtenAt(images, WRITTEN), library };
  return { ...recorder, images, backfill: (parts = {}) => aBackfiller({ ...more, ...parts }) };
}
const owner = async (store: ManifestStore) => (await store.readOwner(aLocation()))?.owner;

describe('what lies in storage already', () => {
  it('is recorded as old as its newest image, under the GUID of its container, else its name', async () => {
    const { backfill, manifestsOf, store } = aHouse({ [CONTAINER]: SERIES, 'asset-x': SERIES });
    const { run } = backfill();
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'created', newest: WRITTEN, recorded: { by: 'assumed' } }]);
    await run('asset-x');
    expect(await manifestsOf(GUID)).toMatchObject([{ location: aLocation(), recordedAt: WRITTEN, source: {} }]);
    expect(await manifestsOf('asset-x')).toHaveLength(1);
    expect(await owner(store)).toEqual({ videoId: GUID, by: 'assumed', since: WRITTEN, takenFrom: [] });
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('takes the time of an image, not of what lies beside it', async () => {
    const { backfill, images } = aHouse({ [CONTAINER]: { ...SERIES, 'clip.mp4': null } });
    const list: typeof images.list = async (location) =>
      (await images.list(location))?.map((blob) => ({
        ...blob,
        lastModifiedMs: minutesAfter(
          { 'Thumbnail000001.jpg': -9, 'Thumbnail000002.jpg': -7 }[blob.name] ?? 0,
        ).getTime(),
      }));
    const { run } = backfill({ images: { ...images, list } });
    expect(await run(CONTAINER)).toMatchObject([{ newest: minutesAfter(-7) }]);
  });

  it.each([
    ['its alternate id', anAsset({ alternateId: 'cat' }), 'cat'],
    ['its name', anAsset(), 'output-1'],
    ['its name where the alternate id is none', anAsset({ alternateId: '\n' }), 'output-1'],
  ])('is recorded under the asset’s word, where Media Services knows one: %s', async (_, asset, videoId) => {
    const { backfill, manifestsOf, store } = aHouse();
    await backfill().run(CONTAINER);
    const { run } = backfill({ assets: [asset] });
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'created', recorded: { by: 'asset' } }]);
    expect(await manifestsOf(videoId)).toMatchObject([{ source: { assetName: 'output-1', assetId: GUID } }]);
    expect(await manifestsOf(GUID)).toEqual([]);
    expect((await store.readVideo(GUID)).aliasOf).toEqual([videoId]);
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('moves when Media Services tells another name in a later run', async () => {
    const { backfill, manifestsOf } = aHouse();
    for (const [minute, alternateId] of ['cat', 'ant'].entries()) {
      await backfill({ assets: [anAsset({ alternateId })], askedAt: minutesAfter(minute) }).run(CONTAINER);
    }
    expect(await manifestsOf('cat')).toEqual([]);
    expect(await manifestsOf('ant')).toHaveLength(1);
  });

  it('is recorded under the operator’s word before the asset’s, and the last word of an operator counts', async () => {
    const { backfill, manifestsOf } = aHouse();
    const assets = [anAsset({ alternateId: 'cat' })];
    await backfill({ assets }).run(CONTAINER);
    expect(await backfill({ assets }).run(CONTAINER, 'dog')).toMatchObject([{ recorded: { by: 'mapped' } }]);
    await backfill({ assets, askedAt: minutesAfter(1) }).run(CONTAINER, 'ape');
    for (const gone of ['cat', 'dog', GUID]) expect(await manifestsOf(gone)).toEqual([]);
    expect(await manifestsOf('ape')).toMatchObject([{ source: { assetName: 'output-1' } }]);
    expect(await backfill({ assets, askedAt: minutesAfter(2) }).run(CONTAINER)).toMatchObject([
      { outcome: 'unchanged', recorded: { by: 'mapped', manifest: { videoId: 'ape' } } },
    ]);
  });

  it('stays with the video that an event names, and keeps what its job told of it', async () => {
    const { backfill, receive, manifestsOf, images } = aHouse();
    await receive(aJobFinished({ videoId: 'v1', time: at(-5) }));
    const [before] = await manifestsOf('v1');
    const later = { images: writtenAt(images, minutesAfter(-1)) };
    for (const [parts, mapped] of [[{}], [later, 'cat'], [{ ...later, assets: [anAsset()] }]] as const) {
      const done = await backfill(parts).run(CONTAINER, mapped);
      expect(done).toMatchObject([{ outcome: 'unchanged', recorded: { by: 'named', manifest: { videoId: 'v1' } } }]);
    }
    expect(await manifestsOf('v1')).toEqual([before]);
    expect(await manifestsOf('cat')).toEqual([]);
  });

  it('keeps the times of a preset that nobody remembers, though the images were touched or copied since', async () => {
    const { backfill, receive, manifestsOf, images, library } = aHouse();
    await receive(aJobFinished({ videoId: 'v1', time: at(-5) }));
    const [before] = await manifestsOf('v1');
    expect(before?.series[0]?.timing).toEqual({ startMs: 0, stepMs: 5000 });
    library?.transforms.clear();
    const later = { images: writtenAt(images, minutesAfter(-1)) };
    for (const more of [{}, { library: undefined }]) {
      expect(await backfill({ ...later, ...more }).run(CONTAINER)).toMatchObject([{ outcome: 'unchanged' }]);
      expect(await manifestsOf('v1')).toEqual([before]);
    }
    // Another image is there: what is there now counts.
    images.containers.set(CONTAINER, { ...SERIES, 'Thumbnail000003.jpg': JPEG });
    expect(await backfill(later).run(CONTAINER)).toMatchObject([{ outcome: 'replaced' }]);
    expect((await manifestsOf('v1'))[0]?.series[0]?.ranges).toEqual([[1, 3]]);
  });

  it('stays with the video that a marker assumed, though the images are newer', async () => {
    const { backfill, manifestsOf } = aHouse({ 'asset-all': { 'dogs/a_000001.jpg': JPEG, 'dogs/_done': null } });
    const markerOf = (path: string) => (path === 'dogs/_done' ? { videoId: 'rex' } : undefined);
    await backfill({ markerOf }).run('asset-all');
    const later = { images: writtenAt(fakeImages({ 'asset-all': { 'dogs/a_000001.jpg': JPEG } }), NOW) };
    expect(await backfill(later).run('asset-all')).toMatchObject([{ prefix: 'dogs/', recorded: { by: 'assumed' } }]);
    expect(await manifestsOf('rex')).toMatchObject([{ recordedAt: NOW }]);
  });

  it('moves to the video that a later event names, however old that event is', async () => {
    const { backfill, receive, manifestsOf } = aHouse();
    await backfill().run(CONTAINER, 'cat');
    await receive(aJobFinished({ videoId: 'v1', time: at(-600) }));
    expect(await manifestsOf('cat')).toEqual([]);
    expect(await manifestsOf('v1')).toHaveLength(1);
  });

  it('is not recorded where there is nothing to show', async () => {
    const { backfill, store, images } = aHouse({
      'asset-empty': {},
      'asset-video': { 'clip.mp4': null, 'a/transcript.vtt': null },
      'asset-broken': { 'Thumbnail000001.jpg': null },
      'asset-other': { 'cover-art.jpg': JPEG, 'back.jpg': JPEG, 'clip_thumb000001.jpg': JPEG },
    });
    const { run, lines } = backfill();
    for (const none of ['asset-empty', 'asset-video', 'asset-gone']) expect(await run(none)).toEqual([]);
    expect(await run('asset-broken')).toMatchObject([{ outcome: 'no-images' }]);
    expect(lines.map(({ event }) => event)).toEqual(['series-unreadable']);
    for (const container of images.containers.keys()) {
      expect(await store.readOwner(aLocation({ container }))).toBeUndefined();
    }
  });

  it('is left as it is where images can no longer be read', async () => {
    const { backfill, images, manifestsOf } = aHouse();
    await backfill().run(CONTAINER);
    images.containers.set(CONTAINER, { 'Thumbnail000001.jpg': null });
    expect(await backfill({ images: writtenAt(images, NOW) }).run(CONTAINER)).toMatchObject([{ outcome: 'no-images' }]);
    expect(await manifestsOf(GUID)).toMatchObject([{ recordedAt: WRITTEN }]);
  });

  it('is recorded as unservable where the client encrypted it, without a look', async () => {
    const { backfill, images, manifestsOf } = aHouse();
    const assets = [anAsset({ isClientEncrypted: true })];
    expect(await backfill({ assets }).run(CONTAINER)).toMatchObject([{ outcome: 'created' }]);
    expect(await manifestsOf('output-1')).toMatchObject([
      { series: [], unservable: expect.stringContaining('encrypted') as string },
    ]);
    expect(images.calls).not.toContain('readHeader');
  });

  it('is left alone where all of it is older than asked for', async () => {
    const { backfill, manifestsOf } = aHouse();
    expect(await backfill({ newerThan: minutesAfter(-5) }).run(CONTAINER)).toMatchObject([{ outcome: 'older' }]);
    expect(await manifestsOf(GUID)).toEqual([]);
    expect(await backfill({ newerThan: WRITTEN }).run(CONTAINER)).toMatchObject([{ outcome: 'created' }]);
  });

  it('is not listed again where folders are videos of their own', async () => {
    const folders = {
      'cat/a_000001.jpg': JPEG,
      'dogs/rex/a_000001.jpg': JPEG,
      'dogs/rex/_done': null,
      'new/a.jpg': JPEG,
    };
    const { backfill, receive, manifestsOf } = aHouse({ 'asset-all': folders });
    await receive(anImagesReady({ videoId: 'cat', container: 'asset-all', prefix: 'cat' }, at(-9)));
    const markerOf = (path: string) => (path.endsWith('/_done') ? { videoId: path.split('/').at(-2) } : undefined);
    const done = await backfill({ markerOf, assets: [anAsset({ container: 'asset-all' })] }).run('asset-all', 'mapped');
    expect(done).toMatchObject([
      { prefix: 'cat/', outcome: 'unchanged' },
      { prefix: 'dogs/rex/', outcome: 'created' },
      // And it says that there is more.
      { prefix: '', outcome: 'left-alone', newest: WRITTEN },
    ]);
    expect(await manifestsOf('rex')).toMatchObject([{ location: { prefix: 'dogs/rex/' }, series: [{ prefix: 'a_' }] }]);
    for (const none of ['asset-all', 'mapped', 'output-1']) expect(await manifestsOf(none)).toEqual([]);
  });

  it('is there again where somebody had looked for it in vain', async () => {
    const { backfill, images, receive, wait, manifestsOf } = aHouse();
    const there = images.containers.get(CONTAINER) ?? {};
    images.containers.delete(CONTAINER);
    const job = aJobFinished({ videoId: 'v1', time: at(0) });
    await receive(job).catch(() => undefined);
    wait(10);
    await receive(job);
    expect(await manifestsOf('v1')).toMatchObject([{ series: [], recordedAt: NOW }]);
    images.containers.set(CONTAINER, there);
    expect(await backfill().run(CONTAINER)).toMatchObject([{ outcome: 'replaced' }]);
    expect(await manifestsOf('v1')).toMatchObject([{ recordedAt: NOW, series: [{ prefix: 'Thumbnail' }] }]);
    expect(await backfill().run(CONTAINER)).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('is one location with its folders where nobody says that these are others', async () => {
    const { backfill, manifestsOf } = aHouse({ 'asset-x': { 'big/a_000001.jpg': JPEG, 'small/a_000001.jpg': JPEG } });
    await backfill().run('asset-x', 'cat');
    const [cat] = await manifestsOf('cat');
    expect(cat?.series.map(({ prefix }) => prefix)).toEqual(['big/a_', 'small/a_']);
  });

  it('passes over a marker whose folder is no name for a video', async () => {
    const { backfill, manifestsOf } = aHouse({ 'asset-x': { 'a/b_000001.jpg': JPEG, 'a/_done': null } });
    await backfill({ markerOf: () => ({ videoId: '' }) }).run('asset-x');
    expect(await manifestsOf('asset-x')).toMatchObject([{ location: { prefix: '' } }]);
  });

  it('goes to the video whose event comes while it is read', async () => {
    const store = makeMemoryManifestStore();
    const { receive, manifestsOf, backfill } = aHouse(undefined, store);
    let isFirst = true;
    const racing = beforeWrites(store, async () => {
      if (!isFirst) return;
      isFirst = false;
      await receive(aJobFinished({ videoId: 'v1', time: at(-5) }));
    });
    expect(await backfill({ store: racing }).run(CONTAINER)).toMatchObject([
      { outcome: 'unchanged', recorded: { manifest: { videoId: 'v1' } } },
    ]);
    expect(await manifestsOf(GUID)).toEqual([]);
  });

  it('fails when others are faster every time, and as it failed when it is another failure', async () => {
    const { backfill, store } = aHouse();
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const timers = jest.spyOn(globalThis, 'setTimeout');
    for (const code of ['lost-race', 'unavailable'] as const) {
      let tries = 0;
      const failing = beforeWrites(store, () => {
        tries += 1;
        return Promise.reject(new Failure(code, 'no'));
      });
      await expect(backfill({ store: failing }).run(CONTAINER)).rejects.toMatchObject({ code });
      expect(tries).toBe(code === 'lost-race' ? 3 : 1);
    }
    // Each after a time of its own, so that two who met do not meet again.
    expect(timers.mock.calls.map(([, ms]) => ms)).toEqual([12.5, 25]);
    jest.restoreAllMocks();
  });
});

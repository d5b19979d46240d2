import type { RecordStore } from '../../../src/application/recording/ports.js';
import { locationHash } from '../../../src/domain/location.js';
import { aJobFinished, anAsset, anImagesReady, aLocation, aRule, GUID, minutesAfter, NOW } from '../../builders.js';
import { beforeWrites, fakeImages, fakeLibrary, JPEG, type Blobs } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { aBackfiller, writtenAt } from './backfiller.js';
import { eventHarness, CONTAINER } from './recorder.js';

const WRITTEN = minutesAfter(-6);
const SERIES = { 'Thumbnail000001.jpg': JPEG, 'Thumbnail000002.jpg': JPEG };
const rules = { videoIdKey: 'videoId', marker: undefined, imagesReady: true };
const at = (minute: number) => minutesAfter(minute).toISOString();

function aWorld(containers: Record<string, Blobs> = { [CONTAINER]: SERIES }, store?: RecordStore) {
  const images = writtenAt(fakeImages(containers), WRITTEN);
  const library = fakeLibrary([anAsset()]);
  library.transforms.set('thumbs', [[aRule({ filenamePattern: 'Thumbnail{Index}{Extension}' })]]);
  const recorder = eventHarness({ rules, library, images, ...(store && { store }) });
  const more = { store: recorder.store, images };
  return { ...recorder, images, backfill: (parts = {}) => aBackfiller({ ...more, ...parts }) };
}

describe('back-filling what is in storage already', () => {
  it('is recorded as old as its newest image, under the GUID of its container, else its name', async () => {
    const { backfill, manifestsOf } = aWorld({ [CONTAINER]: SERIES, 'asset-x': SERIES });
    const { run } = backfill();
    expect(await run(CONTAINER)).toMatchObject([
      { outcome: 'created', newest: WRITTEN, recorded: { source: 'inferred' } },
    ]);
    await run('asset-x');
    expect(await manifestsOf(GUID)).toMatchObject([{ location: aLocation(), recordedAt: WRITTEN, source: {} }]);
    expect(await manifestsOf('asset-x')).toHaveLength(1);
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('takes the time of an image, not of what lies beside it', async () => {
    const { backfill, images } = aWorld({ [CONTAINER]: { ...SERIES, 'clip.mp4': null } });
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

  it('comes in by the next run, where storage did not serve it before', async () => {
    const { backfill, images, manifestsOf } = aWorld({ [CONTAINER]: { ...SERIES, 'Poster.jpg': JPEG } });
    const archived = new Set(['Thumbnail000001.jpg', 'Thumbnail000002.jpg', 'Poster.jpg']);
    const list: typeof images.list = async (location) =>
      (await images.list(location))?.map((blob) => (archived.has(blob.name) ? { ...blob, refusal: 'archived' } : blob));
    const { run, lines } = backfill({ images: { ...images, list } });
    const imagesOf = async () => (await manifestsOf(GUID))[0]?.series.map(({ prefix, ranges }) => [prefix, ranges]);
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'no-images' }]);
    expect(lines.map(({ event }) => event)).toEqual(['series-unreadable', 'series-unreadable']);
    archived.delete('Thumbnail000002.jpg');
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'created' }]);
    expect(await imagesOf()).toEqual([['Thumbnail', [[2, 2]]]]);
    archived.clear();
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'replaced' }]);
    expect(await imagesOf()).toEqual([
      ['Poster.jpg', []],
      ['Thumbnail', [[1, 2]]],
    ]);
  });

  it.each([
    ['its alternate id', anAsset({ alternateId: 'cat' }), 'cat'],
    ['its name', anAsset(), 'output-1'],
    ['its name where the alternate id is none', anAsset({ alternateId: '\n' }), 'output-1'],
  ])('is recorded under what Media Services knows of its asset: %s', async (_, asset, videoId) => {
    const { backfill, manifestsOf, aliasesOf } = aWorld();
    await backfill().run(CONTAINER);
    const { run } = backfill({ assets: [asset] });
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'created', recorded: { source: 'asset' } }]);
    expect(await manifestsOf(videoId)).toMatchObject([{ source: { assetName: 'output-1' } }]);
    expect(await manifestsOf(GUID)).toEqual([]);
    for (const name of [GUID, 'output-1']) if (name !== videoId) expect(await aliasesOf(name)).toEqual([videoId]);
    expect(await run(CONTAINER)).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('moves when Media Services knows another name in a later run', async () => {
    const { backfill, manifestsOf } = aWorld();
    for (const [minute, alternateId] of ['cat', 'ant'].entries()) {
      await backfill({ assets: [anAsset({ alternateId })], askedAt: minutesAfter(minute) }).run(CONTAINER);
    }
    expect(await manifestsOf('cat')).toEqual([]);
    expect(await manifestsOf('ant')).toHaveLength(1);
  });

  it('is recorded under the operator’s map rather than the asset, and the newest map counts', async () => {
    const { backfill, manifestsOf } = aWorld();
    const assets = [anAsset({ alternateId: 'cat' })];
    await backfill({ assets }).run(CONTAINER);
    expect(await backfill({ assets }).run(CONTAINER, 'dog')).toMatchObject([{ recorded: { source: 'operator' } }]);
    await backfill({ assets, askedAt: minutesAfter(1) }).run(CONTAINER, 'ape');
    for (const gone of ['cat', 'dog', GUID]) expect(await manifestsOf(gone)).toEqual([]);
    expect(await manifestsOf('ape')).toMatchObject([{ source: { assetName: 'output-1' } }]);
    expect(await backfill({ assets, askedAt: minutesAfter(2) }).run(CONTAINER)).toMatchObject([
      { outcome: 'unchanged', recorded: { source: 'operator', record: { claims: { operator: { videoId: 'ape' } } } } },
    ]);
  });

  it('stays with the video that an event names, with the times of its job’s preset', async () => {
    const { backfill, receive, manifestsOf, images } = aWorld();
    await receive(aJobFinished({ videoId: 'v1', time: at(-5) }));
    const [before] = await manifestsOf('v1');
    const later = { images: writtenAt(images, minutesAfter(-1)) };
    for (const [outcome, parts, mapped] of [
      ['unchanged', {}, undefined],
      ['replaced', later, 'cat'],
      ['unchanged', { ...later, assets: [anAsset()] }, undefined],
    ] as const) {
      const done = await backfill(parts).run(CONTAINER, mapped);
      expect(done).toMatchObject([{ outcome, recorded: { source: 'event' } }]);
    }
    expect(await manifestsOf('v1')).toEqual([{ ...before, recordedAt: minutesAfter(-1) }]);
    expect(await manifestsOf('cat')).toEqual([]);
  });

  it('keeps the times of a preset that is gone, although the images were copied since', async () => {
    const { backfill, receive, manifestsOf, images, library } = aWorld();
    await receive(aJobFinished({ videoId: 'v1', time: at(-5) }));
    const [before] = await manifestsOf('v1');
    expect(before?.series[0]?.timing).toEqual({ startMs: 0, stepMs: 5000, source: 'preset' });
    library?.transforms.clear();
    const later = { images: writtenAt(images, minutesAfter(-1)) };
    // The images were copied since: that is content of another version, with the same times.
    for (const outcome of ['replaced', 'unchanged']) {
      expect(await backfill(later).run(CONTAINER)).toMatchObject([{ outcome }]);
      expect((await manifestsOf('v1'))[0]?.series).toEqual(before?.series);
    }
    // Another image is there: what is there now counts.
    images.containers.set(CONTAINER, { ...SERIES, 'Thumbnail000003.jpg': JPEG });
    expect(await backfill(later).run(CONTAINER)).toMatchObject([{ outcome: 'replaced' }]);
    expect((await manifestsOf('v1'))[0]?.series[0]?.ranges).toEqual([[1, 3]]);
  });

  it('stays with the video that a marker names, although the images are newer', async () => {
    const { backfill, manifestsOf } = aWorld({ 'asset-all': { 'dogs/a_000001.jpg': JPEG, 'dogs/_done': null } });
    const markerOf = (path: string) => (path === 'dogs/_done' ? { videoId: 'rex' } : undefined);
    await backfill({ markerOf }).run('asset-all');
    const later = { images: writtenAt(fakeImages({ 'asset-all': { 'dogs/a_000001.jpg': JPEG } }), NOW) };
    expect(await backfill(later).run('asset-all')).toMatchObject([
      { prefix: 'dogs/', recorded: { source: 'inferred' } },
    ]);
    expect(await manifestsOf('rex')).toMatchObject([{ recordedAt: NOW }]);
  });

  it('moves to the video that a later event names, however old that event is', async () => {
    const { backfill, receive, manifestsOf } = aWorld();
    await backfill().run(CONTAINER, 'cat');
    await receive(aJobFinished({ videoId: 'v1', time: at(-600) }));
    expect(await manifestsOf('cat')).toEqual([]);
    expect(await manifestsOf('v1')).toHaveLength(1);
  });

  it('is not recorded where there is nothing to show', async () => {
    const { backfill, store, images } = aWorld({
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
      expect(await store.readRecord(locationHash(aLocation({ container })))).toBeUndefined();
    }
  });

  it('is left as it is where images can no longer be read', async () => {
    const { backfill, images, manifestsOf } = aWorld();
    await backfill().run(CONTAINER);
    images.containers.set(CONTAINER, { 'Thumbnail000001.jpg': null });
    expect(await backfill({ images: writtenAt(images, NOW) }).run(CONTAINER)).toMatchObject([{ outcome: 'no-images' }]);
    expect(await manifestsOf(GUID)).toMatchObject([{ recordedAt: WRITTEN }]);
  });

  it('is recorded as unservable where the client encrypted it, and no header is read', async () => {
    const { backfill, images, manifestsOf } = aWorld();
    const assets = [anAsset({ isClientEncrypted: true })];
    expect(await backfill({ assets }).run(CONTAINER)).toMatchObject([{ outcome: 'created' }]);
    expect(await manifestsOf('output-1')).toMatchObject([
      { series: [], unservable: expect.stringContaining('encrypted') as string },
    ]);
    expect(images.calls).not.toContain('readHeader');
  });

  it('is left alone where all of it is older than asked for', async () => {
    const { backfill, manifestsOf } = aWorld();
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
    const { backfill, receive, manifestsOf } = aWorld({ 'asset-all': folders });
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

  it('is recorded where an event has recorded an empty manifest', async () => {
    const { backfill, images, receive, wait, manifestsOf } = aWorld();
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

  it('is one location with its folders where no report says that these are others', async () => {
    const { backfill, manifestsOf } = aWorld({ 'asset-x': { 'big/a_000001.jpg': JPEG, 'small/a_000001.jpg': JPEG } });
    await backfill().run('asset-x', 'cat');
    const [cat] = await manifestsOf('cat');
    expect(cat?.series.map(({ prefix }) => prefix)).toEqual(['big/a_', 'small/a_']);
  });

  it('passes over a marker whose folder is no name for a video', async () => {
    const { backfill, manifestsOf } = aWorld({ 'asset-x': { 'a/b_000001.jpg': JPEG, 'a/_done': null } });
    await backfill({ markerOf: () => ({ videoId: '' }) }).run('asset-x');
    expect(await manifestsOf('asset-x')).toMatchObject([{ location: { prefix: '' } }]);
  });

  it('belongs to the video whose event comes while it is listed', async () => {
    const store = createMemoryStore();
    const { receive, manifestsOf, backfill } = aWorld(undefined, store);
    let isFirst = true;
    const racing = beforeWrites(store, async () => {
      if (!isFirst) return;
      isFirst = false;
      await receive(aJobFinished({ videoId: 'v1', time: at(-5) }));
    });
    expect(await backfill({ store: racing }).run(CONTAINER)).toMatchObject([
      { outcome: 'unchanged', recorded: { source: 'event' } },
    ]);
    expect(await manifestsOf(GUID)).toEqual([]);
  });
});

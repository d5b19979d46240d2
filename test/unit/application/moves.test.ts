import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { aJobFinished, anAsset, aLocation, minutesAfter } from '../../builders.js';
import { beforeWrites, fakeLibrary } from '../../fakes.js';
import { aRecorder } from './recorder.js';

const claim = (videoId: string, minute: number) => aJobFinished({ videoId, time: minutesAfter(minute).toISOString() });
const first = claim('v1', -10);
const second = claim('v2', -5);

describe('a location that moves between videos', () => {
  it('belongs to the newest claim, with its manifest and its names', async () => {
    const { receive, manifestsOf, store } = aRecorder({ library: fakeLibrary([anAsset()]) });
    await receive(first);
    await receive(second);
    expect(await manifestsOf('v1')).toEqual([]);
    expect(await manifestsOf('v2')).toHaveLength(1);
    expect((await store.readVideo('output-1')).aliasOf).toEqual(['v2']);
    expect((await store.readOwner(aLocation()))?.owner).toEqual({
      videoId: 'v2',
      by: 'named',
      since: minutesAfter(-5),
      takenFrom: [],
    });
  });

  it('stays with it when an older claim comes late', async () => {
    const { receive, manifestsOf, lines } = aRecorder({ library: fakeLibrary([anAsset()]) });
    await receive(second);
    await receive(first);
    expect(await manifestsOf('v1')).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ fields: { videoId: 'v1', outcome: 'stale' } });
  });

  it('moves back when the first video claims it again', async () => {
    const { receive, manifestsOf } = aRecorder({ library: fakeLibrary([anAsset()]) });
    for (const event of [first, second, claim('v1', -1)]) await receive(event);
    expect(await manifestsOf('v1')).toHaveLength(1);
    expect(await manifestsOf('v2')).toEqual([]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'is moved to the end by the redelivery when write %i failed',
    async (failing) => {
      const store = makeMemoryManifestStore();
      await aRecorder({ store, library: fakeLibrary([anAsset()]) }).receive(first);
      let writes = 0;
      const dying = beforeWrites(store, () =>
        writes++ === failing ? Promise.reject(new Error('died')) : Promise.resolve(),
      );
      const recorder = aRecorder({ store: dying, library: fakeLibrary([anAsset()]) });
      await recorder.receive(second).catch(() => recorder.receive(second));
      expect(await recorder.manifestsOf('v1')).toEqual([]);
      expect(await recorder.manifestsOf('v2')).toHaveLength(1);
      expect((await store.readVideo('output-1')).aliasOf).toEqual(['v2']);
      expect((await store.readOwner(aLocation()))?.owner.takenFrom).toEqual([]);
    },
  );

  it('takes along only the names that no other place of the old video has', async () => {
    const library = fakeLibrary([anAsset()]);
    const recorder = aRecorder({ library });
    await recorder.receive(first);
    library.assets.set('output-1', anAsset({ container: 'asset-again' }));
    recorder.images.containers.set('asset-again', { 'x.mp4': null });
    await recorder.receive(claim('v1', -9));
    library.assets.set('output-1', anAsset());
    await recorder.receive(second);
    expect(await recorder.manifestsOf('v1')).toHaveLength(1);
    expect((await recorder.store.readVideo('output-1')).aliasOf.sort()).toEqual(['v1', 'v2']);
  });

  it('is left by whoever finds at the end that it went to yet another video', async () => {
    const store = makeMemoryManifestStore();
    const rival = aRecorder({ store, library: fakeLibrary([anAsset()]) });
    let isFirst = true;
    const racing = beforeWrites(store, async (method) => {
      if (method !== 'putManifest' || !isFirst) return;
      isFirst = false;
      await rival.receive(claim('v3', -1));
    });
    const slow = aRecorder({ store: racing, library: fakeLibrary([anAsset()]) });
    await slow.receive(second);
    expect(await slow.manifestsOf('v2')).toEqual([]);
    expect(await slow.manifestsOf('v3')).toHaveLength(1);
    expect((await store.readVideo('output-1')).aliasOf).toEqual(['v3']);
    expect(slow.lines).toMatchObject([{ fields: { outcome: 'stale' } }]);
  });

  it.each(['deleteAlias', 'deleteManifest', 'putManifest'] as const)(
    'stays, with its names, with a video that claims it again just before a %s of the move',
    async (step) => {
      const store = makeMemoryManifestStore();
      const again = aRecorder({ store, library: fakeLibrary([anAsset()]) });
      await again.receive(claim('v1', -10));
      let isFirst = true;
      const racing = beforeWrites(store, async (method) => {
        if (method !== step || !isFirst) return;
        isFirst = false;
        await again.receive(claim('v1', -1));
      });
      await aRecorder({ store: racing, library: fakeLibrary([anAsset()]) }).receive(claim('v2', -5));
      expect(await again.manifestsOf('v1')).toMatchObject([{ recordedAt: minutesAfter(-1) }]);
      expect(await again.manifestsOf('v2')).toEqual([]);
      expect((await store.readVideo('output-1')).aliasOf).toEqual(['v1']);
      expect((await store.readOwner(aLocation()))?.owner.videoId).toBe('v1');
    },
  );

  it('is claimed once more by whoever finds that a walk took it for nobody’s', async () => {
    const store = makeMemoryManifestStore();
    const racing = beforeWrites(store, async (method) => {
      const version = (await store.readOwner(aLocation()))?.version;
      if (method === 'putManifest' && version !== undefined) await store.deleteOwner(aLocation(), version);
    });
    const { receive, manifestsOf, lines } = aRecorder({ store: racing, library: fakeLibrary([anAsset()]) });
    await receive(first);
    expect(await manifestsOf('v1')).toHaveLength(1);
    expect((await store.readOwner(aLocation()))?.owner).toMatchObject({ videoId: 'v1', by: 'named', takenFrom: [] });
    expect(lines).toMatchObject([{ fields: { outcome: 'created' } }]);
  });

  it('stays with a video that claims it again just before the move looks at what to release', async () => {
    const store = makeMemoryManifestStore();
    const again = aRecorder({ store, library: fakeLibrary([anAsset()]) });
    await again.receive(claim('v1', -10));
    let isFirst = true;
    const readVideo = async (videoId: string) => {
      if (videoId === 'v1' && isFirst) {
        isFirst = false;
        await again.receive(claim('v1', -1));
      }
      return store.readVideo(videoId);
    };
    await aRecorder({ store: { ...store, readVideo }, library: fakeLibrary([anAsset()]) }).receive(claim('v2', -5));
    expect(await again.manifestsOf('v1')).toHaveLength(1);
    expect((await store.readVideo('output-1')).aliasOf).toEqual(['v1']);
  });
});

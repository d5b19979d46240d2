import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { alsoInMemory, makeForgetVideo } from '../../../src/application/forget-video.js';
import { makeFindVideo } from '../../../src/application/find-video.js';
import { tombstoneOf } from '../../../src/domain/tombstone.js';
import {
  aBlobCreated,
  aJobFinished,
  aJobOutputEvent,
  aManifest,
  anAsset,
  anEventOutput,
  anOutputState,
  aLocation,
  GUID,
  minutesAfter,
  NOW,
  someRules,
} from '../../builders.js';
import { beforeWrites, fakeLibrary } from '../../fakes.js';
import { finalRows } from './final-rows.js';
import { aRecorder, CONTAINER } from './recorder.js';

const rules = someRules({ marker: (path) => (path === '_done' ? { videoId: undefined } : undefined) });
const finished = (minute: number, videoId = 'v') => aJobFinished({ videoId, time: minutesAfter(minute).toISOString() });
const processing = (minute: number, job = 'job-1') =>
  aJobOutputEvent('JobOutputProcessing', {
    videoId: 'v',
    subject: `transforms/thumbs/jobs/${job}`,
    output: anEventOutput({ state: 'Processing' }),
    time: minutesAfter(minute).toISOString(),
  });

function aVideoOf(store = makeMemoryManifestStore()) {
  const recorder = aRecorder({ store, rules, library: fakeLibrary([anAsset()]) });
  return { ...recorder, find: makeFindVideo(store) };
}

describe('forgetting a video', () => {
  it('removes its manifests, states and names, and leaves a tombstone for 90 days', async () => {
    const { store, receive, forget, find } = aVideoOf();
    for (const event of [processing(-8), finished(-5)]) await receive(event);
    expect((await store.readVideo('output-1')).aliasOf).toEqual(['v']);
    expect(await forget('v')).toEqual({ videoId: 'v', manifests: 1, states: 1 });
    const { tombstone, ...rest } = await store.readVideo('v');
    expect(rest).toEqual({ manifests: [], outputs: [], aliasOf: [] });
    expect(tombstone?.tombstone).toEqual({ forgottenAt: NOW, expiresAt: minutesAfter(90 * 24 * 60) });
    for (const name of ['v', 'output-1', GUID]) {
      expect((await store.readVideo(name)).aliasOf).toEqual([]);
      expect(await find(name)).toBeUndefined();
    }
  });

  it('finds it by a name, of which no two videos may be meant', async () => {
    const { store, receive, forget } = aVideoOf();
    await receive(finished(-5));
    await store.putAlias('output-1', 'w');
    await expect(forget('output-1')).rejects.toMatchObject({ code: 'ambiguous-video' });
    await store.deleteAlias('output-1', 'w');
    expect(await forget('output-1')).toMatchObject({ videoId: 'v' });
  });

  it('answers that nothing was there, the second time too, and keeps what is on its way forgotten', async () => {
    const { receive, forget, wait, find, events } = aVideoOf();
    expect(await forget('v')).toBeUndefined();
    await receive(finished(-5));
    expect(await find('v')).toBeUndefined();
    wait(1);
    await receive(finished(1));
    expect(await forget('v')).toBeDefined();
    expect(await forget('v')).toBeUndefined();
    expect(events()).toEqual(['recording-forgotten', 'manifest-recorded']);
  });

  it('does not forget another video that has the forgotten id for a name when it is asked again', async () => {
    const { store, receive, forget } = aVideoOf();
    await receive(aJobFinished({ videoId: 'output-1', time: minutesAfter(-5).toISOString() }));
    expect(await forget('output-1')).toMatchObject({ videoId: 'output-1' });
    await store.putAlias('output-1', 'w');
    expect(await forget('output-1')).toBeUndefined();
    expect((await store.readVideo('w')).tombstone).toBeUndefined();
  });

  it('finds by its name what was recorded under it since, though the name was forgotten when nobody had it', async () => {
    const { receive, forget, wait, find } = aVideoOf();
    expect(await forget('output-1')).toBeUndefined();
    await receive(finished(-5));
    expect(await forget('output-1')).toBeUndefined();
    expect(await find('output-1')).toMatchObject({ id: 'v' });
    wait(10);
    await receive(finished(5));
    expect(await forget('output-1')).toMatchObject({ videoId: 'v', manifests: 1 });
    expect(await find('output-1')).toBeUndefined();
  });

  it('is not undone by older events, replays and markers, which read nothing of the location', async () => {
    const { receive, forget, wait, find, images, lines, store } = aVideoOf();
    await receive(finished(-5));
    await forget('v');
    images.calls.length = 0;
    const expected = await finalRows(store, ['v', 'output-1', GUID], [aLocation()]);
    wait(60);
    const replays = [finished(-5), processing(-8), processing(-1, 'job-2'), finished(0)];
    const markers = [aBlobCreated(CONTAINER, '_done', minutesAfter(-1).toISOString())];
    const state = { ...anEventOutput(), state: 'Error' };
    const failed = aJobOutputEvent('JobOutputErrored', { videoId: 'v', output: state, time: 'nonsense' });
    for (const event of [...replays, ...markers, failed]) await receive(event);
    expect(images.calls).toEqual([]);
    expect(new Set(lines.slice(1).map(({ event }) => event))).toEqual(new Set(['recording-forgotten']));
    expect(lines.at(-2)).toMatchObject({ fields: { videoId: 'v', location: `contosomedia/${CONTAINER}/` } });
    // Only the claim moves: the location is the video's since the newest of them.
    const now = await finalRows(store, ['v', 'output-1', GUID], [aLocation()]);
    expect(now).toEqual({ ...expected, owners: [{ ...expected.owners[0], since: NOW }] });
    for (const name of ['v', 'output-1', GUID]) expect(await find(name)).toBeUndefined();
  });

  it('is undone by a newer encode, or a newer state of a job', async () => {
    const { receive, forget, wait, manifestsOf, statesOf, store } = aVideoOf();
    await receive(finished(-5));
    await forget('v');
    wait(10);
    await receive(processing(1, 'job-2'));
    expect(await statesOf('v')).toMatchObject([{ job: 'job-2', state: 'Processing' }]);
    await receive(finished(5));
    expect(await manifestsOf('v')).toMatchObject([{ recordedAt: minutesAfter(5) }]);
    expect((await store.readVideo('output-1')).aliasOf).toEqual(['v']);
    await receive(finished(-5));
    expect(await manifestsOf('v')).toMatchObject([{ recordedAt: minutesAfter(5) }]);
  });

  it('is undone by a newer marker, under the video that owned the location', async () => {
    const { receive, forget, wait, find } = aVideoOf();
    await receive(finished(-5));
    await forget('v');
    wait(10);
    await receive(aBlobCreated(CONTAINER, '_done', minutesAfter(5).toISOString()));
    expect(await find('v')).toMatchObject({ manifests: [{ manifest: { recordedAt: minutesAfter(5) } }] });
    expect(await find(GUID)).toBeUndefined();
  });

  it('goes by the time at which the job ended, where the job can be asked, whenever its event was published', async () => {
    const { receive, forget, wait, store, library } = aVideoOf();
    library?.jobs.set('job-1', { endedAt: minutesAfter(-5), outputs: [] });
    await receive(finished(-4));
    await forget('v');
    wait(10);
    await receive(finished(9));
    expect(await store.readVideo('v')).toMatchObject({ manifests: [], outputs: [] });
  });

  it('covers what is known by a clock that is ahead of ours, and no newer encode after that', async () => {
    const { receive, forget, wait, manifestsOf } = aVideoOf();
    await receive(finished(4));
    expect(await forget('v')).toMatchObject({ manifests: 1 });
    expect(await manifestsOf('v')).toEqual([]);
    wait(6);
    await receive(finished(5));
    expect(await manifestsOf('v')).toHaveLength(1);
  });

  it('leaves alone what is further ahead than clocks may be: it came while a slow forgetting was under way', async () => {
    const { receive, forget, manifestsOf } = aVideoOf();
    await receive(finished(-1));
    expect(await forget('v', minutesAfter(-7))).toEqual({ videoId: 'v', manifests: 0, states: 0 });
    expect(await manifestsOf('v')).toHaveLength(1);
  });

  it('keeps a name that a newer manifest in another location has, too', async () => {
    const { receive, wait, library, images, store, manifestsOf } = aVideoOf();
    await receive(finished(-5));
    wait(10);
    library?.assets.set('output-1', anAsset({ container: 'asset-again' }));
    images.containers.set('asset-again', { 'x.mp4': null });
    await receive(finished(9));
    const methods: string[] = [];
    const watched = beforeWrites(store, (method) => Promise.resolve(void methods.push(method)));
    await makeForgetVideo({ store: watched, clock: () => NOW })('v');
    expect(await manifestsOf('v')).toMatchObject([{ location: { container: 'asset-again' } }]);
    expect((await store.readVideo('output-1')).aliasOf).toEqual(['v']);
    // Not even for a moment is it gone.
    expect(methods).not.toContain('deleteAlias');
  });

  it.each([0, 1, 2, 3, 4])(
    'hides the video at once and is taken up again when it died at write %i',
    async (failing) => {
      const store = makeMemoryManifestStore();
      const { receive, find } = aVideoOf(store);
      for (const event of [processing(-8), finished(-5)]) await receive(event);
      let writes = 0;
      const dying = beforeWrites(store, () =>
        writes++ === failing ? Promise.reject(new Error('died')) : Promise.resolve(),
      );
      const forget = makeForgetVideo({ store: dying, clock: () => NOW });
      await expect(forget('v')).rejects.toThrow('died');
      if (failing > 0) for (const name of ['v', 'output-1', GUID]) expect(await find(name)).toBeUndefined();
      expect(await forget('v')).toMatchObject({ videoId: 'v' });
      expect(await forget('v')).toBeUndefined();
      expect((await store.readVideo('output-1')).aliasOf).toEqual([]);
      expect(await store.readVideo('v')).toMatchObject({ manifests: [], outputs: [], tombstone: {} });
    },
  );

  it.each([0, 1, 2, 3, 4])(
    'is taken up again by the name it was asked by, when it died at write %i',
    async (failing) => {
      const store = makeMemoryManifestStore();
      const { receive, find } = aVideoOf(store);
      for (const event of [processing(-8), finished(-5)]) await receive(event);
      let writes = 0;
      const dying = beforeWrites(store, () =>
        writes++ === failing ? Promise.reject(new Error('died')) : Promise.resolve(),
      );
      const forget = makeForgetVideo({ store: dying, clock: () => NOW });
      await expect(forget('output-1')).rejects.toThrow('died');
      expect(await forget('output-1')).toMatchObject({ videoId: 'v' });
      expect(await forget('output-1')).toBeUndefined();
      for (const name of ['v', 'output-1', GUID]) {
        expect(await find(name)).toBeUndefined();
        expect(await store.readVideo(name)).toMatchObject({ manifests: [], outputs: [], aliasOf: [] });
      }
    },
  );

  it('is taken up again by the next event of the video, too', async () => {
    const store = makeMemoryManifestStore();
    const { receive } = aVideoOf(store);
    await receive(finished(-5));
    const known = (await store.readVideo('v')).tombstone?.version;
    await store.putTombstone('v', tombstoneOf(NOW), known);
    await receive(processing(-8));
    expect(await store.readVideo('v')).toMatchObject({ manifests: [], outputs: [] });
    expect((await store.readVideo('output-1')).aliasOf).toEqual([]);
  });

  it('is no reason to answer for a half-forgotten video that is another’s name by now', async () => {
    const store = makeMemoryManifestStore();
    const { receive, find } = aVideoOf(store);
    await receive(finished(-5));
    await store.putTombstone('v', tombstoneOf(NOW), undefined);
    await store.putManifest(aManifest({ videoId: 'w', location: aLocation({ container: 'asset-w' }) }), undefined);
    await store.putAlias('v', 'w');
    expect(await find('v')).toMatchObject({ id: 'w' });
  });

  it('lets a newer encode create what is half-forgotten anew', async () => {
    const store = makeMemoryManifestStore();
    const { receive, lines, wait } = aVideoOf(store);
    await receive(finished(-5));
    await store.putTombstone('v', tombstoneOf(NOW), undefined);
    await store.deleteAlias('output-1', 'v');
    wait(10);
    await receive(finished(5));
    expect(lines.at(-1)).toMatchObject({ event: 'manifest-recorded', fields: { outcome: 'created' } });
    expect((await store.readVideo('output-1')).aliasOf).toEqual(['v']);
  });

  it('gives a state that comes again after it a beginning of its own', async () => {
    const store = makeMemoryManifestStore();
    const { receive, statesOf } = aVideoOf(store);
    await store.putOutputState(
      'v',
      anOutputState({ state: 'Finished', finishedSeenAt: minutesAfter(-600) }),
      undefined,
    );
    await store.putTombstone('v', tombstoneOf(minutesAfter(1)), undefined);
    await receive(processing(2));
    expect(await statesOf('v')).toEqual([anOutputState({ at: minutesAfter(2) })]);
  });

  it('drops what is in memory, also when it failed half-way', async () => {
    const drop = jest.fn();
    await alsoInMemory(() => Promise.resolve(undefined), drop)('v');
    await expect(alsoInMemory(() => Promise.reject(new Error('died')), drop)('v')).rejects.toThrow('died');
    expect(drop).toHaveBeenCalledTimes(2);
  });
});

import type { ManifestStore } from '../../src/application/ports.js';
import { contentVersionOf, revisionOf } from '../../src/domain/manifest.js';
import { tombstoneOf } from '../../src/domain/tombstone.js';
import { aManifest, anOutputState, aLocation, aSeries, minutesAfter, NOW } from '../builders.js';

/** What every `ManifestStore` must do; `makeStore` gives one that nobody has written to yet. */
export function itIsAManifestStore(makeStore: () => ManifestStore): void {
  let store: ManifestStore;
  beforeEach(() => (store = makeStore()));

  const versionOf = async (videoId: string) => (await store.readVideo(videoId)).manifests[0]?.version;

  it('knows nothing of what nobody wrote, also before there is a table', async () => {
    await store.deleteAlias('a', 'v');
    expect(await store.readVideo('v')).toEqual({ manifests: [], outputs: [], aliasOf: [] });
    expect(await store.readOwner(aLocation())).toBeUndefined();
    expect(await store.readTombstone('v')).toBeUndefined();
    expect(await store.deleteOutputState('v', anOutputState(), '*')).toBe(true);
    const storageTime = await store.ping();
    // A minute, since storage tells whole seconds and is asked over a network.
    if (storageTime !== undefined) expect(Math.abs(storageTime.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it.each([
    ['a manifest', () => store.putManifest(aManifest(), undefined)],
    ['a state', () => store.putOutputState('v', anOutputState(), undefined)],
    [
      'an owner',
      () => store.putOwner(aLocation(), { videoId: 'v', by: 'named' as const, since: NOW, takenFrom: [] }, undefined),
    ],
    ['an alias', () => store.putAlias('a', 'v').then(() => true)],
    ['a tombstone', () => store.putTombstone('v', tombstoneOf(NOW), undefined)],
  ])('takes %s as the first thing ever written', async (_, write) => {
    expect(await write()).toBe(true);
  });

  describe('of manifests', () => {
    it('gives back what was written', async () => {
      const tiles = [{ startMs: 0, endMs: 5000, x: 0, y: 0, width: 160, height: 90 }];
      const sprite = aSeries({ kind: 'Sprite', prefix: 's', sprite: { vttName: 's.vtt', tiles } });
      const spelled = aSeries({ prefix: 'a_', ranges: [[1, 2]], spelled: { 1: '00.00.30_1_x', 2: '00.01.00_2_y' } });
      const manifest = aManifest({ series: [aSeries(), sprite, spelled], durationMs: 60_000, unservable: 'no' });
      expect(await store.putManifest(manifest, undefined)).toBe(true);
      expect((await store.readVideo('video-1')).manifests).toEqual([
        {
          manifest,
          version: expect.stringMatching(/./) as string,
          ...{ revision: revisionOf(manifest), contentVersion: contentVersionOf(manifest) },
        },
      ]);
    });

    it('has room for it', () => {
      expect(store.hasRoomFor(aManifest())).toBe(true);
    });

    it('keeps one a location, and does not mix videos', async () => {
      await store.putManifest(aManifest(), undefined);
      await store.putManifest(aManifest({ location: aLocation({ prefix: 'a/' }) }), undefined);
      await store.putManifest(aManifest({ videoId: 'video-2' }), undefined);
      expect((await store.readVideo('video-1')).manifests).toHaveLength(2);
      expect((await store.readVideo('video-2')).manifests).toHaveLength(1);
    });

    it('does not write over one that was thought absent', async () => {
      await store.putManifest(aManifest(), undefined);
      expect(await store.putManifest(aManifest({ series: [] }), undefined)).toBe(false);
      expect((await store.readVideo('video-1')).manifests[0]?.manifest.series).toHaveLength(1);
    });

    it('replaces the version that was read, and only that', async () => {
      await store.putManifest(aManifest({ unservable: 'before' }), undefined);
      const version = await versionOf('video-1');
      expect(await store.putManifest(aManifest({ series: [] }), version)).toBe(true);
      expect(await versionOf('video-1')).not.toBe(version);
      expect(await store.putManifest(aManifest(), version)).toBe(false);
      expect((await store.readVideo('video-1')).manifests[0]?.manifest).toEqual(aManifest({ series: [] }));
    });

    it('tells the same revision of the same images however often they are written', async () => {
      const revisionNow = async () => (await store.readVideo('video-1')).manifests[0]?.revision;
      await store.putManifest(aManifest(), undefined);
      const [first, version] = [await revisionNow(), await versionOf('video-1')];
      await store.putManifest(aManifest(), version);
      expect(await versionOf('video-1')).not.toBe(version);
      expect(await revisionNow()).toBe(first);
      await store.putManifest(aManifest({ recordedAt: minutesAfter(1) }), await versionOf('video-1'));
      expect(await revisionNow()).not.toBe(first);
    });

    it('keeps what one owes to those who are told of it, until a write says otherwise', async () => {
      const outboxOf = async () => (await store.readVideo('video-1')).manifests[0]?.outbox;
      const owing = { publishedVersion: '', changedAt: minutesAfter(1) };
      await store.putManifest(aManifest(), undefined, owing);
      expect(await outboxOf()).toEqual(owing);
      await store.putManifest(aManifest(), await versionOf('video-1'), { ...owing, publishedVersion: 'x' });
      expect(await outboxOf()).toEqual({ ...owing, publishedVersion: 'x' });
      await store.putManifest(aManifest(), await versionOf('video-1'));
      expect((await store.readVideo('video-1')).manifests[0]).not.toHaveProperty('outbox');
    });

    it('does not write over one that is gone', async () => {
      await store.putManifest(aManifest(), undefined);
      const version = await versionOf('video-1');
      await store.deleteManifest('video-1', aLocation(), version ?? '');
      expect(await store.putManifest(aManifest(), version)).toBe(false);
      expect(await versionOf('video-1')).toBeUndefined();
    });

    it('deletes the version that was read, and only that; twice without a complaint', async () => {
      await store.putManifest(aManifest(), undefined);
      const before = (await versionOf('video-1')) ?? '';
      await store.putManifest(aManifest({ series: [] }), before);
      expect(await store.deleteManifest('video-1', aLocation(), before)).toBe(false);
      const version = (await versionOf('video-1')) ?? '';
      expect(await store.deleteManifest('video-1', aLocation(), version)).toBe(true);
      expect(await store.deleteManifest('video-1', aLocation(), version)).toBe(true);
      expect(await versionOf('video-1')).toBeUndefined();
    });

    it('lets one of several writers win', async () => {
      const writers = Array.from({ length: 8 }, (_, i) => store.putManifest(aManifest({ durationMs: i }), undefined));
      expect((await Promise.all(writers)).filter(Boolean)).toHaveLength(1);
    });
  });

  it('keeps states by transform, job and output, on the same condition', async () => {
    const finished = anOutputState({ state: 'Finished', finishedSeenAt: minutesAfter(1) });
    expect(await store.putOutputState('v', anOutputState(), undefined)).toBe(true);
    expect(await store.putOutputState('v', finished, undefined)).toBe(false);
    const [known] = (await store.readVideo('v')).outputs;
    expect(known?.state).toEqual(anOutputState());
    expect(await store.putOutputState('v', finished, known?.version)).toBe(true);
    expect(await store.putOutputState('v', finished, known?.version)).toBe(false);
    await store.putOutputState('v', anOutputState({ output: '' }), undefined);
    const states = (await store.readVideo('v')).outputs.map(({ state }) => state);
    expect(states).toHaveLength(2);
    expect(states).toEqual(expect.arrayContaining([finished, anOutputState({ output: '' })]));
  });

  it('deletes the version of a state that was read, and only that; twice without a complaint', async () => {
    await store.putOutputState('v', anOutputState(), undefined);
    await store.putOutputState('v', anOutputState({ output: '' }), undefined);
    const stateOf = async (output: string) =>
      (await store.readVideo('v')).outputs.find(({ state }) => state.output === output);
    const before = (await stateOf('output-1'))?.version ?? '';
    await store.putOutputState('v', anOutputState({ state: 'Finished' }), before);
    expect(await store.deleteOutputState('v', anOutputState(), before)).toBe(false);
    const version = (await stateOf('output-1'))?.version ?? '';
    expect(await store.deleteOutputState('v', anOutputState(), version)).toBe(true);
    expect(await store.deleteOutputState('v', anOutputState(), version)).toBe(true);
    expect(await stateOf('output-1')).toBeUndefined();
    expect(await stateOf('')).toBeDefined();
  });

  it('keeps the tombstone of a video beside what it still has, on the same condition', async () => {
    await store.putManifest(aManifest({ videoId: 'v' }), undefined);
    expect(await store.putTombstone('v', tombstoneOf(NOW), undefined)).toBe(true);
    expect(await store.putTombstone('v', tombstoneOf(minutesAfter(1)), undefined)).toBe(false);
    const stored = await store.readTombstone('v');
    expect(stored?.tombstone).toEqual({ forgottenAt: NOW, expiresAt: minutesAfter(90 * 24 * 60) });
    expect(await store.readVideo('v')).toMatchObject({ manifests: [{}], tombstone: stored });
    expect(await store.putTombstone('v', tombstoneOf(minutesAfter(1)), stored?.version)).toBe(true);
    expect(await store.putTombstone('v', tombstoneOf(NOW), stored?.version)).toBe(false);
    expect((await store.readTombstone('v'))?.tombstone).toEqual(tombstoneOf(minutesAfter(1)));
    expect(await store.readTombstone('w')).toBeUndefined();
    const owing = { publishedVersion: '', changedAt: NOW };
    await store.putTombstone('w', tombstoneOf(NOW), undefined, owing);
    expect((await store.readTombstone('w'))?.outbox).toEqual(owing);
    expect(stored).not.toHaveProperty('outbox');
  });

  it('keeps the owner of a location, on the same condition', async () => {
    const owner = { videoId: 'v', by: 'named' as const, since: NOW, takenFrom: [] };
    const next = { videoId: 'w', by: 'assumed' as const, since: minutesAfter(1), takenFrom: ['v', 'ü/#?'] };
    expect(await store.putOwner(aLocation(), owner, undefined)).toBe(true);
    expect(await store.putOwner(aLocation(), next, undefined)).toBe(false);
    const known = await store.readOwner(aLocation());
    expect(known?.owner).toEqual(owner);
    expect(await store.putOwner(aLocation(), next, known?.version)).toBe(true);
    expect(await store.putOwner(aLocation(), owner, known?.version)).toBe(false);
    expect((await store.readOwner(aLocation()))?.owner).toEqual(next);
    expect(await store.readOwner(aLocation({ prefix: 'x/' }))).toBeUndefined();
  });

  it('keeps every video that claims an alias, once, until it lets go', async () => {
    for (const videoId of ['v', 'w', 'v']) await store.putAlias('output-1', videoId);
    expect((await store.readVideo('output-1')).aliasOf.sort()).toEqual(['v', 'w']);
    await store.deleteAlias('output-1', 'v');
    await store.deleteAlias('output-1', 'v');
    expect((await store.readVideo('output-1')).aliasOf).toEqual(['w']);
  });

  it.each([
    'a/b\\c#d?e%f!2Fg~h\u007fi\u0085',
    '~location~x',
    'Ünïcode 名前 😀',
    "it's",
    '..',
    ' ',
    'x'.repeat(512),
    '/'.repeat(512),
  ])('keeps rows under the id %j', async (id) => {
    const state = anOutputState({ output: id, transform: 't', job: id.replaceAll('/', '_') });
    await store.putManifest(aManifest({ videoId: id }), undefined);
    await store.putOutputState(id, state, undefined);
    await store.putAlias(id, id);
    await store.putTombstone(id, tombstoneOf(NOW), undefined);
    const { manifests, outputs, aliasOf, tombstone } = await store.readVideo(id);
    expect(tombstone?.tombstone.forgottenAt).toEqual(NOW);
    expect(manifests.map(({ manifest }) => manifest.videoId)).toEqual([id]);
    expect(outputs.map((one) => one.state)).toEqual([state]);
    expect(aliasOf).toEqual([id]);
    await store.deleteAlias(id, id);
    await store.deleteManifest(id, aLocation(), manifests[0]?.version ?? '');
    await store.deleteOutputState(id, state, outputs[0]?.version ?? '');
    expect(await store.readVideo(id)).toMatchObject({ manifests: [], outputs: [], aliasOf: [] });
  });

  it('keeps a manifest of hundreds of thousands of characters whole', async () => {
    const ranges = Array.from({ length: 30_000 }, (_, i) => [i * 10, i * 10 + 1] as const);
    const manifest = aManifest({ series: [aSeries({ prefix: '😀'.repeat(100), ranges })] });
    await store.putManifest(manifest, undefined);
    expect((await store.readVideo('video-1')).manifests[0]?.manifest).toEqual(manifest);
  });
}

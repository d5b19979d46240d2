import { cachedFindVideo, createFindVideo } from '../../../src/application/reading/find-video.js';
import type { Video } from '../../../src/domain/video.js';
import { aManifest, anOutputState, aSeries, aVideo } from '../../builders.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { putManifest } from '../../memory/put-manifest.js';

describe('finding a video', () => {
  it('follows an alias whose own id has only a state', async () => {
    const store = createMemoryStore();
    await putManifest(store, aManifest());
    await store.putOutputState('output-1', anOutputState(), undefined);
    expect(await createFindVideo(store)('output-1')).toMatchObject({ id: 'video-1', manifests: [{}] });
  });

  it('finds a video of which only a state is known', async () => {
    const store = createMemoryStore();
    await store.putOutputState('v', anOutputState(), undefined);
    expect(await createFindVideo(store)('v')).toEqual({ id: 'v', manifests: [], outputs: [anOutputState()] });
    expect(await createFindVideo(store)('w')).toBeUndefined();
  });
});

describe('the memory of videos', () => {
  function kept(...answers: (Video | undefined)[]) {
    const cache = new Map<string, Video>();
    const sizes: number[] = [];
    let asked = 0;
    const { findVideo: find, invalidate } = cachedFindVideo(() => Promise.resolve(answers[asked++]), {
      get: (key) => cache.get(key),
      set: (key, value, { size }) => {
        sizes.push(size);
        return cache.set(key, value);
      },
      clear: () => {
        cache.clear();
      },
    });
    return { find, invalidate, sizes };
  }

  it('reads once for a video that has manifests', async () => {
    const { find, sizes } = kept(aVideo([aManifest()]));
    expect(await find('v')).toBe(await find('v'));
    expect(sizes).toEqual([expect.any(Number)]);
    expect(sizes[0]).toBeGreaterThan(1000);
  });

  it('counts ranges and tiles as memory, some hundred bytes for each', async () => {
    const tile = { startMs: 0, endMs: 1, x: 0, y: 0, width: 1, height: 1 };
    const sprite = { vttName: 'a.vtt', tiles: Array.from({ length: 1000 }, () => tile) };
    const ranges = Array.from({ length: 1000 }, (_, i) => [2 * i, 2 * i] as const);
    for (const series of [aSeries({ ranges }), aSeries({ kind: 'Sprite', sprite })]) {
      const { find, sizes } = kept(aVideo([aManifest({ series: [series] })]));
      await find('v');
      expect(sizes[0]).toBeGreaterThan(50_000);
      expect(sizes[0]).toBeLessThan(500_000);
    }
  });

  it('reads again after an entry was dropped', async () => {
    const { find, invalidate } = kept(aVideo([aManifest()]), undefined);
    await find('v');
    invalidate();
    expect(await find('v')).toBeUndefined();
  });

  it('reads again for unknown and pending videos', async () => {
    const { find } = kept(undefined, aVideo([]), aVideo([aManifest()]));
    expect(await find('v')).toBeUndefined();
    expect(await find('v')).toMatchObject({ manifests: [] });
    expect(await find('v')).toMatchObject({ manifests: [{}] });
  });
});

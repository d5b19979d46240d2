import { aManifest, aVideo } from '../../builders.js';
import { cachedFindVideo } from '../../../src/application/reading/find-video.js';
import type { Video } from '../../../src/domain/video.js';

const nothing = { get: () => undefined, set: () => undefined, clear: () => undefined };

function slowFinder() {
  const waiting: ((video: Video | undefined) => void)[] = [];
  const find = jest.fn(() => new Promise<Video | undefined>((resolve) => waiting.push(resolve)));
  return {
    find,
    answer: (video: Video | undefined) => {
      waiting.splice(0).forEach((resolve) => {
        resolve(video);
      });
    },
  };
}

describe('concurrent reads of one video', () => {
  it('are one read', async () => {
    const { find, answer } = slowFinder();
    const { findVideo: cached } = cachedFindVideo(find, nothing);
    const both = Promise.all([cached('a'), cached('a')]);
    await Promise.resolve();
    answer(undefined);
    await expect(both).resolves.toEqual([undefined, undefined]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('are not shared between videos, nor with later requests', async () => {
    const { find, answer } = slowFinder();
    const { findVideo: cached } = cachedFindVideo(find, nothing);
    const first = Promise.all([cached('a'), cached('b')]);
    await Promise.resolve();
    answer(undefined);
    await first;
    const later = cached('a');
    await Promise.resolve();
    answer(undefined);
    await later;
    expect(find.mock.calls).toEqual([['a'], ['b'], ['a']]);
  });

  it('are neither cached nor shared after all were dropped', async () => {
    const { find, answer } = slowFinder();
    const cache = new Map<string, Video>();
    const set = (id: string, video: Video) => cache.set(id, video);
    const clear = () => {
      cache.clear();
    };
    const { findVideo: cached, invalidate } = cachedFindVideo(find, { get: (id) => cache.get(id), set, clear });
    const before = cached('a');
    invalidate();
    answer(aVideo([aManifest()]));
    await before;
    expect(cache.size).toBe(0);
    const [third, fourth] = [cached('a'), (invalidate(), cached('a'))];
    answer(aVideo([aManifest()]));
    await Promise.all([third, fourth]);
    expect(find).toHaveBeenCalledTimes(3);
    expect(cache.size).toBe(1);
  });

  it('fail together, and the next one reads again', async () => {
    const find = jest.fn(() => Promise.reject(new Error('down')));
    const { findVideo: cached } = cachedFindVideo(find, nothing);
    await expect(Promise.allSettled([cached('a'), cached('a')])).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    await expect(cached('a')).rejects.toThrow('down');
    expect(find).toHaveBeenCalledTimes(2);
  });
});

import { cachedFindVideo } from '../../../src/application/find-video.js';
import type { Video } from '../../../src/domain/video.js';

const nothing = { get: () => undefined, set: () => undefined };

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

describe('reads of one video at the same time', () => {
  it('are one read', async () => {
    const { find, answer } = slowFinder();
    const cached = cachedFindVideo(find, nothing);
    const both = Promise.all([cached('a'), cached('a')]);
    await Promise.resolve();
    answer(undefined);
    await expect(both).resolves.toEqual([undefined, undefined]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('are not shared between videos, nor with later requests', async () => {
    const { find, answer } = slowFinder();
    const cached = cachedFindVideo(find, nothing);
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

  it('fail together, and the next one tries anew', async () => {
    const find = jest.fn(() => Promise.reject(new Error('down')));
    const cached = cachedFindVideo(find, nothing);
    await expect(Promise.allSettled([cached('a'), cached('a')])).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    await expect(cached('a')).rejects.toThrow('down');
    expect(find).toHaveBeenCalledTimes(2);
  });
});

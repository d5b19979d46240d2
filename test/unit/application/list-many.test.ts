import { withItemTimeout } from '../../../src/adapters/timeouts.js';
import { Failure } from '../../../src/application/failure.js';
import { createListMany } from '../../../src/application/reading/list-many.js';
import type { FindVideo } from '../../../src/application/reading/find-video.js';

const listThumbnails = () => Promise.reject(new Error('no video was found'));
const query = { filter: {}, urls: {}, limit: 1, normalQuery: 'limit=1' };

describe('a batch of videos', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('leaves out the video whose rows never come', async () => {
    const findVideo: FindVideo = (videoId) =>
      videoId === 'slow' ? new Promise(() => undefined) : Promise.resolve(undefined);
    const listed = createListMany({ findVideo, listThumbnails, withItemTimeout: withItemTimeout })(
      ['one', 'slow', 'two'],
      query,
    );
    await jest.advanceTimersByTimeAsync(5000);
    const results = await listed;
    expect(results).toMatchObject([
      { videoId: 'one', result: { status: 'unknown' } },
      { videoId: 'slow', result: { status: 'error', error: { code: 'unavailable' } } },
      { videoId: 'two', result: { status: 'unknown' } },
    ]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('reads ten at a time, and each once', async () => {
    let reading = 0;
    let most = 0;
    const asked: string[] = [];
    const findVideo: FindVideo = async (videoId) => {
      asked.push(videoId);
      most = Math.max(most, ++reading);
      await Promise.resolve();
      reading--;
      throw new Failure('unavailable', 'storage is away');
    };
    const ids = Array.from({ length: 40 }, (_, i) => `video-${i}`);
    const results = await createListMany({ findVideo, listThumbnails, withItemTimeout: (call) => call() })(
      [...ids, ...ids],
      query,
    );
    expect([most, asked.length, results.length]).toEqual([10, 40, 80]);
  });
});

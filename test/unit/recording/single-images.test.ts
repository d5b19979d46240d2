import { anAsset, anImagesReady, minutesAfter } from '../../builders.js';
import { fakeImages, JPEG, type Blobs } from '../../fakes.js';
import { aBackfiller, writtenAt } from './backfiller.js';
import { eventHarness } from './recorder.js';

const rules = { videoIdKey: 'videoId', marker: undefined, imagesReady: true };
const CONTAINER = 'asset-x';

function aWorld(blobs: Blobs) {
  const images = writtenAt(fakeImages({ [CONTAINER]: blobs }), minutesAfter(-6));
  const recorder = eventHarness({ rules, images });
  const { store } = recorder;
  return { ...recorder, backfill: (parts = {}) => aBackfiller({ store, images, ...parts }) };
}

describe('back-filling a container with one image', () => {
  it.each([
    'logo.png',
    'funny-cat.gif',
    'cover-0001.jpg',
    'art/MyPoster.jpg',
    'IMG_5.jpg',
    '0e1f2a3b-0000-4000-8000-000000123456.jpg',
  ])('makes no video of %s, whose name is no thumbnail’s, unless it is asked for', async (name) => {
    const { backfill, manifestsOf } = aWorld({ [name]: JPEG, 'movie.mp4': null });
    expect(await backfill().run(CONTAINER)).toMatchObject([{ outcome: 'single-image', single: name }]);
    expect(await manifestsOf(CONTAINER)).toEqual([]);
    const singleImages = (container: string) => container === CONTAINER;
    expect(await backfill({ singleImages }).run(CONTAINER)).toMatchObject([{ outcome: 'created' }]);
    expect(await manifestsOf(CONTAINER)).toMatchObject([{ series: [{ kind: 'Poster' }] }]);
    // What is recorded stays a video of its own.
    expect(await backfill().run(CONTAINER)).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it.each(['Poster.gif', 'Thumbnail000001.jpg', 'art/x_000007.png', 'clip_640x360_00.00.05_1_6-1-2014_10.11.12.jpg'])(
    'makes a video of %s',
    async (name) => {
      expect(
        await aWorld({ [name]: JPEG })
          .backfill()
          .run(CONTAINER),
      ).toMatchObject([{ outcome: 'created' }]);
    },
  );

  it.each([
    ['the map', {}, 'cat'],
    ['a marker', { markerOf: (path: string) => (path === '_done' ? { videoId: 'cat' } : undefined) }, undefined],
  ])('makes the video that %s names', async (_, parts, mapped) => {
    const { backfill } = aWorld({ 'logo.png': JPEG, _done: null });
    expect(await backfill(parts).run(CONTAINER, mapped)).toMatchObject([{ outcome: 'created' }]);
  });

  it('makes no video of an asset that somebody uploaded an image to', async () => {
    const { backfill } = aWorld({ 'logo.gif': JPEG, 'movie.mp4': null });
    const parts = { assets: [anAsset({ container: CONTAINER })] };
    expect(await backfill(parts).run(CONTAINER)).toMatchObject([{ outcome: 'single-image', single: 'logo.gif' }]);
  });

  it('keeps the video that an event names', async () => {
    const { backfill, receive } = aWorld({ 'logo.png': JPEG });
    await receive(anImagesReady({ videoId: 'cat', container: CONTAINER }, minutesAfter(-9).toISOString()));
    expect(await backfill().run(CONTAINER)).toMatchObject([{ recorded: { source: 'event' } }]);
  });

  it('says that no image can be read rather than that it is alone', async () => {
    expect(await aWorld({ 'logo.png': null }).backfill().run(CONTAINER)).toMatchObject([{ outcome: 'no-images' }]);
  });
});

import { aBlobCreated, aJobFinished, anAsset, anImagesReady, minutesAfter, someRules } from '../../builders.js';
import { fakeImages, fakeLibrary, JPEG, type Blobs } from '../../fakes.js';
import { writtenAt } from './backfiller.js';
import { eventHarness, CONTAINER } from './recorder.js';

const rules = someRules({ imagesReady: true, marker: () => ({ videoId: 'v' }) });
const TWO: Blobs = { 'a_000001.jpg': JPEG, 'a_000002.jpg': JPEG };
const written = minutesAfter(-30);
const ready = (time: unknown, videoId = 'v') => ({ ...anImagesReady({ videoId, container: CONTAINER }), time });
const make = (blobs: Blobs = TWO, at = written) =>
  eventHarness({ rules, library: fakeLibrary([anAsset()]), images: writtenAt(fakeImages({ [CONTAINER]: blobs }), at) });

describe.each([
  ['ImagesReady', ready],
  ['a marker', (time: unknown) => ({ ...aBlobCreated(CONTAINER, '_done'), eventTime: time })],
])('%s', (_, event) => {
  it.each([undefined, null, '', 'soon', 7, {}, '0001-01-01T00:00:00Z'])(
    'with the time %j is as old as the newest image, however often it comes',
    async (time) => {
      const { receive, manifestsOf, wait, lines } = make();
      await receive(event(time));
      wait(60);
      await receive(event(time));
      expect(await manifestsOf('v')).toMatchObject([{ recordedAt: written, series: [{ prefix: 'a_' }] }]);
      expect(lines.map(({ fields }) => fields['outcome'])).toEqual(['created', 'unchanged']);
    },
  );

  it.each([
    ['is missing', undefined],
    ['has no blobs', {}],
  ])('without a time waits for a location that %s, however long it takes', async (__, blobs) => {
    const { receive, manifestsOf, wait, images } = make();
    if (blobs === undefined) images.containers.delete(CONTAINER);
    else images.containers.set(CONTAINER, blobs);
    for (const minutes of [0, 11, 24 * 60]) {
      wait(minutes);
      await expect(receive(event(undefined))).rejects.toMatchObject({ code: 'not-ready' });
    }
    expect(await manifestsOf('v')).toEqual([]);
    images.containers.set(CONTAINER, TWO);
    await receive(event(undefined));
    expect(await manifestsOf('v')).toMatchObject([{ recordedAt: written }]);
  });

  it('without a time shows a newer encode after the video was deleted, and no older one', async () => {
    const older = make();
    await older.receive(event(undefined));
    await older.deleteVideo('v', minutesAfter(-20));
    await older.receive(event(undefined));
    expect(await older.manifestsOf('v')).toEqual([]);

    const newer = make(TWO, minutesAfter(-10));
    await newer.deleteVideo('v', minutesAfter(-20));
    await newer.receive(event(undefined));
    expect(await newer.manifestsOf('v')).toMatchObject([{ recordedAt: minutesAfter(-10) }]);
  });
});

it('an event without a time of blobs that are no images is as old as the newest of them', async () => {
  const { receive, manifestsOf } = make({ 'video.mp4': null });
  await receive(ready(undefined));
  expect(await manifestsOf('v')).toMatchObject([{ recordedAt: written, series: [] }]);
});

it('a claim without a time yields to one that is newer than the images', async () => {
  const { receive, manifestsOf } = make();
  await receive(aJobFinished({ videoId: 'job', time: minutesAfter(-29).toISOString() }));
  await receive(ready(undefined));
  expect([await manifestsOf('v'), (await manifestsOf('job')).length]).toEqual([[], 1]);
});

it('an event of any time lists its location once', async () => {
  for (const time of [undefined, minutesAfter(-1).toISOString()]) {
    const { receive, images } = make();
    await receive(ready(time));
    expect(images.calls.filter((call) => call === 'list')).toHaveLength(1);
  }
});

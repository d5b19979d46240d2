import { aJobFinished, anAsset, anEventOutput } from '../../builders.js';
import { fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { httpHarness } from '../http/harness.js';
import { eventHarness } from './recorder.js';

describe('several jobs of one video', () => {
  it('are one list: an MP4 job adds nothing, and thumbnail jobs a size each', async () => {
    const store = createMemoryStore();
    const names = ['mp4', 'small', 'large'];
    const library = fakeLibrary(
      names.map((name, i) => anAsset({ name, assetId: `id-${i}`, container: `asset-${name}` })),
    );
    const images = fakeImages({
      'asset-mp4': { 'clip_720.mp4': null },
      'asset-small': { 'Thumbnail000001.jpg': { ...JPEG, width: 320, height: 180 } },
      'asset-large': { 'Thumbnail000001.jpg': JPEG },
    });
    const { receive } = eventHarness({ store, library, images });
    for (const assetName of names) {
      const subject = `transforms/${assetName}/jobs/job-${assetName}`;
      await receive(aJobFinished({ videoId: 'v', subject, outputs: [anEventOutput({ assetName })] }));
    }
    const { list } = httpHarness(store);
    const listed = (await list('v')).json as { Height: number; VideoId: string }[];
    expect(listed.map(({ Height, VideoId }) => [VideoId, Height]).sort()).toEqual([
      ['v', 180],
      ['v', 360],
    ]);
  });
});

describe('an event that comes again', () => {
  const first = aJobFinished();
  const ofAnotherVideo = aJobFinished({ videoId: 'w', subject: 'transforms/thumbs/jobs/job-2' });

  it.each([
    ['under the video to which the name of its asset leads', { alternateId: 'v' }, [first]],
    ['under the name of its asset, though that leads to another video too', {}, [first, ofAnotherVideo]],
  ])('asks Media Services and storage for nothing where its images are recorded %s', async (_, asset, events) => {
    const library = fakeLibrary([anAsset(asset)]);
    const { receive, images } = eventHarness({ library });
    images.containers.set('asset-other', { 'Poster.jpg': JPEG });
    for (const event of events) {
      await receive(event);
      library.assets.set('output-1', anAsset({ container: 'asset-other' }));
    }
    library.calls.length = images.calls.length = 0;
    await receive(first);
    expect([library.calls, images.calls]).toEqual([[], []]);
  });
});

import { createFindVideo } from '../../../src/application/reading/find-video.js';
import { statusOf } from '../../../src/domain/video.js';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import { aJobFinished, aJobOutputEvent, anEventOutput, GUID, minutesAfter, NOW } from '../../builders.js';
import { beforeWrites, fakeImages, JPEG } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { eventHarness, CONTAINER } from './recorder.js';

const assetName = `output-${GUID}`;
const output = (state: string) => anEventOutput({ assetName, state });
const processing = aJobOutputEvent('JobOutputProcessing', {
  videoId: 'v',
  output: output('Processing'),
  time: minutesAfter(-2).toISOString(),
});
const finished = (name = assetName) =>
  aJobFinished({ videoId: 'v', outputs: [{ ...output('Finished'), assetName: name }], time: NOW.toISOString() });

/** A recorder without Media Services, and the status of its video at any minute. */
function aPolledVideo(store: RecordStore = createMemoryStore(), images = fakeImages()) {
  const recorder = eventHarness({ store, images, library: undefined });
  const statusAfter = async (minutes: number) => {
    const video = await createFindVideo(store)('v');
    return video && statusOf(video, minutesAfter(minutes));
  };
  return { ...recorder, statusAfter };
}

describe('the status of a video whose job has finished', () => {
  it('is never Failed on the way from Processing to Completed, at whatever write it is asked for', async () => {
    const seen: unknown[] = [];
    const inner = createMemoryStore();
    const { statusAfter } = aPolledVideo(inner);
    const store = beforeWrites(inner, async () => void seen.push(await statusAfter(0)));
    const { receive } = aPolledVideo(store, fakeImages({ [CONTAINER]: { 'Thumbnail000001.jpg': JPEG } }));
    await receive(processing);
    await receive(finished());
    expect([...new Set([...seen.slice(1), await statusAfter(0)])]).toEqual(['Processing', 'Completed']);
  });

  it('stays Processing while its container is waited for, for a day at most', async () => {
    const { receive, statusAfter } = aPolledVideo();
    await expect(receive(finished())).rejects.toMatchObject({ code: 'not-ready' });
    expect(await statusAfter(0)).toBe('Processing');
    expect(await statusAfter(24 * 60 - 1)).toBe('Processing');
    expect(await statusAfter(24 * 60)).toBe('Failed');
  });

  it('is Failed when nothing will ever be recorded of it', async () => {
    const { receive, statusAfter } = aPolledVideo();
    await receive(finished('an asset of no known location'));
    expect(await statusAfter(0)).toBe('Failed');
  });
});

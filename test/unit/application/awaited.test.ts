import { makeFindVideo } from '../../../src/application/find-video.js';
import { makeGetVideoStatus } from '../../../src/application/get-video-status.js';
import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import type { ManifestStore } from '../../../src/application/ports.js';
import { aJobFinished, aJobOutputEvent, anEventOutput, GUID, minutesAfter, NOW } from '../../builders.js';
import { beforeWrites, fakeImages, JPEG } from '../../fakes.js';
import { aRecorder, CONTAINER } from './recorder.js';

const assetName = `output-${GUID}`;
const output = (state: string) => anEventOutput({ assetName, state });
const processing = aJobOutputEvent('JobOutputProcessing', {
  videoId: 'v',
  output: output('Processing'),
  time: minutesAfter(-2).toISOString(),
});
const finished = (name = assetName) =>
  aJobFinished({ videoId: 'v', outputs: [{ ...output('Finished'), assetName: name }], time: NOW.toISOString() });

/** A recorder without Media Services, and what callers are told of its video at any minute. */
function aPolled(store: ManifestStore = makeMemoryManifestStore(), images = fakeImages()) {
  const recorder = aRecorder({ store, images, library: undefined });
  const statusAfter = (minutes: number) =>
    makeGetVideoStatus({ findVideo: makeFindVideo(store), clock: () => minutesAfter(minutes) })('v');
  return { ...recorder, statusAfter };
}

describe('the status of a video whose job has finished', () => {
  it('is never Failed on the way from Processing to Completed, whatever write a query meets', async () => {
    const seen: unknown[] = [];
    const inner = makeMemoryManifestStore();
    const { statusAfter } = aPolled(inner);
    const store = beforeWrites(inner, async () => void seen.push(await statusAfter(0)));
    const { receive } = aPolled(store, fakeImages({ [CONTAINER]: { 'Thumbnail000001.jpg': JPEG } }));
    await receive(processing);
    await receive(finished());
    expect([...new Set([...seen.slice(1), await statusAfter(0)])]).toEqual(['Processing', 'Completed']);
  });

  it('stays Processing while its container is missing, for a day at most', async () => {
    const { receive, statusAfter } = aPolled();
    await expect(receive(finished())).rejects.toMatchObject({ code: 'not-ready' });
    expect(await statusAfter(0)).toBe('Processing');
    expect(await statusAfter(24 * 60 - 1)).toBe('Processing');
    expect(await statusAfter(24 * 60)).toBe('Failed');
  });

  it('is Failed when nothing can ever be recorded', async () => {
    const { receive, statusAfter } = aPolled();
    await receive(finished('an asset of no known location'));
    expect(await statusAfter(0)).toBe('Failed');
  });
});

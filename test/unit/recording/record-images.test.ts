import {
  aBlobCreated,
  aJobFinished,
  anAsset,
  anImagesReady,
  aLocation,
  aRule,
  GUID,
  minutesAfter,
} from '../../builders.js';
import { beforeWrites, fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { finalRows, permutations } from './final-rows.js';
import { eventHarness, CONTAINER } from './recorder.js';

const rules = {
  videoIdKey: 'videoId',
  marker: (path: string) =>
    path.endsWith('_done') ? { videoId: path.includes('cat/') ? 'cat' : undefined } : undefined,
  imagesReady: true,
};
const at = (minute: number) => minutesAfter(minute).toISOString();
const marker = (minute: number) => aBlobCreated(CONTAINER, '_done', at(minute));
const job = (videoId: string, minute: number) => aJobFinished({ videoId, time: at(minute) });
const ready = (videoId: string, minute: number) => anImagesReady({ videoId, container: CONTAINER }, at(minute));

const library = () => {
  const known = fakeLibrary([anAsset()]);
  known.transforms.set('thumbs', [[aRule({ filenamePattern: 'Thumbnail{Index}{Extension}' })]]);
  return known;
};
const images = () => fakeImages({ [CONTAINER]: { 'Thumbnail000001.jpg': JPEG, 'Thumbnail000002.jpg': JPEG } });
const make = (parts: Parameters<typeof eventHarness>[0] = {}) =>
  eventHarness({ rules, library: library(), images: images(), ...parts });

const IDS = ['v1', 'v2', 'v3', GUID, 'output-1'];
async function rowsAfter(events: readonly unknown[]) {
  const { receive, store } = make();
  for (const event of events) await receive(event);
  return finalRows(store, IDS, [aLocation()]);
}

describe('images that a marker or an ImagesReady event reports', () => {
  it('are recorded under the id that the path of the marker names, else the GUID of their container, else its name', async () => {
    const here = fakeImages({
      [CONTAINER]: { 'a_000001.jpg': JPEG },
      'asset-x': { 'b_000001.jpg': JPEG, 'cat/b_000001.jpg': JPEG },
    });
    const { receive, manifestsOf, lines } = make({ images: here });
    await receive(marker(-1));
    await receive(aBlobCreated('asset-x', '_done', at(-1)));
    await receive(aBlobCreated('asset-x', 'cat/_done', at(-1)));
    expect(await manifestsOf(GUID)).toMatchObject([{ location: aLocation(), source: {} }]);
    expect(await manifestsOf('asset-x')).toMatchObject([{ location: { container: 'asset-x', prefix: '' } }]);
    expect(await manifestsOf('cat')).toMatchObject([{ location: { container: 'asset-x', prefix: 'cat/' } }]);
    expect(lines[0]).toMatchObject({ event: 'manifest-recorded', fields: { outcome: 'created', ageSeconds: 60 } });
  });

  it('move to the video that a job names, although the job ended before the marker came', async () => {
    const { receive, manifestsOf, aliasesOf } = make();
    await receive(marker(-1));
    await receive(job('v1', -5));
    expect(await manifestsOf(GUID)).toEqual([]);
    expect(await manifestsOf('v1')).toHaveLength(1);
    expect(await aliasesOf(GUID)).toEqual(['v1']);
  });

  it('are read again by a marker for the video that owns them, by the rules of its job', async () => {
    const { receive, manifestsOf, images: here, lines } = make();
    await receive(job('v1', -5));
    const [before] = await manifestsOf('v1');
    expect(before?.series[0]?.timing).toEqual({ startMs: 0, stepMs: 5000, source: 'preset' });
    await receive(marker(-1));
    expect(await manifestsOf('v1')).toEqual([{ ...before, recordedAt: minutesAfter(-1) }]);
    expect(lines.at(-1)).toMatchObject({ fields: { videoId: 'v1', outcome: 'unchanged', job: 'job-1' } });
    here.containers.set(CONTAINER, { 'Thumbnail000001.jpg': JPEG });
    await receive(marker(0));
    expect(await manifestsOf('v1')).toMatchObject([{ source: before?.source, recordedAt: minutesAfter(0) }]);
    expect(lines.at(-1)).toMatchObject({ fields: { outcome: 'replaced' } });
  });

  it('belong to the video that the newest event names', async () => {
    const { receive, manifestsOf } = make();
    await receive(job('v1', -5));
    await receive(ready('v2', -1));
    expect(await manifestsOf('v1')).toEqual([]);
    expect(await manifestsOf('v2')).toHaveLength(1);
    await receive(ready('v3', -3));
    expect(await manifestsOf('v3')).toEqual([]);
  });

  it('end in the same rows in any order of markers, jobs and other events', async () => {
    for (const events of [
      [marker(-1), marker(-4), job('v1', -5)],
      // The job names the video that the marker infers, and was over before it.
      [marker(-1), marker(-4), job(GUID, -5)],
      [marker(-1), job('v1', -5), job('v2', -3), marker(-2)],
      [marker(-1), job('v1', -5), ready('v2', -3), ready('v3', -2)],
    ]) {
      const expected = await rowsAfter(events);
      for (const order of permutations(events)) expect(await rowsAfter([...order, order[0]])).toEqual(expected);
    }
  });

  it('belong to the video of a job that claims them while a marker is processed', async () => {
    const store = createMemoryStore();
    let isFirst = true;
    const racing = beforeWrites(store, async () => {
      if (!isFirst) return;
      isFirst = false;
      await make({ store }).receive(job('v1', -5));
    });
    const slow = make({ store: racing });
    await slow.receive(marker(-1));
    expect(await slow.manifestsOf(GUID)).toEqual([]);
    expect(await slow.manifestsOf('v1')).toHaveLength(1);
  });

  it('are waited for until ten minutes after the event; then an empty manifest is recorded', async () => {
    const { receive, manifestsOf, images: here, wait, lines } = make();
    here.containers.clear();
    await expect(receive(ready('v1', 0))).rejects.toMatchObject({ code: 'not-ready' });
    wait(10);
    await receive(ready('v1', 0));
    expect(await manifestsOf('v1')).toMatchObject([{ series: [] }]);
    expect(lines.map(({ event }) => event)).toEqual(['recording-failed', 'location-empty', 'manifest-recorded']);
  });

  it.each([
    anImagesReady({ videoId: 'v1', container: '$logs' }),
    anImagesReady({ videoId: 'v1', container: CONTAINER, storageAccount: 'stranger' }),
    aBlobCreated('private', '_done'),
  ])('are refused, and nothing is listed, where the settings do not allow the location: %j', async (event) => {
    const { receive, events, images: here } = make();
    await receive(event);
    expect(events()).toEqual(['location-denied']);
    expect(here.calls).toEqual([]);
  });
});

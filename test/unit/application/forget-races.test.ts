import fc from 'fast-check';
import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import type { ManifestStore } from '../../../src/application/ports.js';
import { aJobFinished, aJobOutputEvent, anEventOutput, aLocation, GUID, minutesAfter } from '../../builders.js';
import { beforeWrites, fakeImages, JPEG } from '../../fakes.js';
import { finalRows } from './final-rows.js';
import { aRecorder, CONTAINER } from './recorder.js';

const finished = (videoId: string, minute: number, name = `output-${GUID}`) =>
  aJobFinished({
    videoId,
    subject: `transforms/thumbs/jobs/${videoId}-at-${String(minute)}`,
    time: minutesAfter(minute).toISOString(),
    outputs: [anEventOutput({ assetName: name })],
  });
const older = finished('v', -30);
const newer = finished('v', -10);
const others = finished('w', -40, `others-${GUID}`);

function aWorld(store: ManifestStore = makeMemoryManifestStore()) {
  const images = fakeImages({ [CONTAINER]: { 'Poster.jpg': JPEG } });
  const { receive, forget } = aRecorder({ library: undefined, images, store });
  const work = { older: () => receive(older), newer: () => receive(newer), others: () => receive(others) };
  return { store, work: { ...work, forget: () => forget('v', minutesAfter(-20)) } };
}
type Work = keyof ReturnType<typeof aWorld>['work'];

const rowsOf = (store: ManifestStore) =>
  finalRows(store, ['v', 'w', `output-${GUID}`, `others-${GUID}`], [aLocation()]);

/** The store with every call of it held until its turn comes. */
function inTurns(store: ManifestStore, turn: <T>(call: () => Promise<T>) => Promise<T>): ManifestStore {
  const methods = Object.entries(store).map(([name, method]) => {
    const call = method as (...args: unknown[]) => Promise<unknown>;
    return [name, (...args: unknown[]) => turn(() => call(...args))];
  });
  return Object.fromEntries(methods) as ManifestStore;
}

describe('a forgetting that races with recordings', () => {
  it.each<[string, Work[], Work[]]>([
    ['the one that it covers', [], ['older', 'forget']],
    ['a newer one', ['older'], ['newer', 'forget']],
    ['both', [], ['older', 'newer', 'forget']],
    ['another forgetting', ['older'], ['forget', 'forget', 'newer']],
    ['one of another video in the same location', ['others'], ['older', 'forget', 'others']],
    ['all of it again', ['others', 'older'], ['older', 'forget', 'newer', 'others']],
  ])('leaves what is left in any order, call by call: %s', async (_, before, racing) => {
    const expected = await (async () => {
      const { store, work } = aWorld();
      for (const name of [...before, ...racing]) await work[name]();
      return rowsOf(store);
    })();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const inner = makeMemoryManifestStore();
        for (const name of before) await aWorld(inner).work[name]();
        const { work } = aWorld(inTurns(inner, (call) => scheduler.schedule(Promise.resolve()).then(call)));
        const runs = Promise.allSettled(racing.map((name) => work[name]()));
        await scheduler.waitFor(runs);
        // What lost five races is delivered, or asked, again.
        for (const [i, { status }] of (await runs).entries()) {
          const name = racing[i];
          if (status === 'rejected' && name !== undefined) await aWorld(inner).work[name]();
        }
        expect(await rowsOf(inner)).toEqual(expected);
      }),
    );
  });

  it.each([
    [
      'at work',
      aJobOutputEvent('JobOutputProcessing', {
        videoId: 'v',
        time: minutesAfter(-25).toISOString(),
        output: anEventOutput({ state: 'Processing' }),
      }),
    ],
    ['finished, and the same as what is recorded', older],
    ['finished, and older than what is recorded', older, 'Other.jpg'],
  ])(
    'leaves no state of an output that is %s and was written after it had looked',
    async (_, event, poster = 'Poster.jpg') => {
      const store = makeMemoryManifestStore();
      const images = fakeImages({ [CONTAINER]: { [poster]: JPEG } });
      let isFirst = true;
      const racing = beforeWrites(store, async (method) => {
        if (method !== 'putOutputState' || !isFirst) return;
        isFirst = false;
        await aWorld(store).work.forget();
      });
      await aWorld(store).work.newer();
      await aRecorder({ library: undefined, images, store: racing }).receive(event);
      expect((await store.readVideo('v')).outputs).toMatchObject([{ state: { job: 'v-at--10' } }]);
    },
  );
});

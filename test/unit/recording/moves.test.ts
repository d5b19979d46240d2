import fc from 'fast-check';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import { aJobFinished, anAsset, anEventOutput, aLocation, GUID, minutesAfter } from '../../builders.js';
import { beforeWrites, dyingAt, fakeLibrary, inTurns } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { finalRows, shownIn } from './final-rows.js';
import { eventHarness } from './recorder.js';

const claim = (videoId: string, minute: number) =>
  aJobFinished({ videoId, time: minutesAfter(minute).toISOString(), subject: `transforms/thumbs/jobs/job${minute}` });
const [first, second, third] = [claim('v1', -10), claim('v2', -5), claim('v1', -1)];
const recorderOn = (store: RecordStore = createMemoryStore()) =>
  eventHarness({ store, library: fakeLibrary([anAsset()]) });

/** The owner, all videos under which the location shows, and all videos to which its names lead. */
async function stateOf(store: RecordStore) {
  const final = await finalRows(store, ['v1', 'v2', 'v3', 'output-1', GUID], [aLocation()]);
  const names = new Set(final.rows.flatMap(({ aliases }) => aliases));
  return { owner: final.records[0]?.owner.videoId, shown: shownIn(final), names: [...names] };
}
const heldBy = (owner: string) => ({ owner, shown: [owner], names: [owner] });

describe('a location that two videos claim', () => {
  it.each([
    ['the newer claim', [first, second], 'v2'],
    ['the newer claim, also when the older one comes late', [second, first], 'v2'],
    ['the first video again once that claims it again', [first, second, third], 'v1'],
  ])('belongs to %s, with its images and its names', async (_, events, owner) => {
    const { receive, store } = recorderOn();
    for (const event of events) await receive(event);
    expect(await stateOf(store)).toEqual(heldBy(owner));
  });

  it.each(Array.from({ length: 10 }, (_, failing) => failing))(
    'is moved completely by the redelivery when write %i failed',
    async (failing) => {
      const store = createMemoryStore();
      await recorderOn(store).receive(first);
      const { receive } = recorderOn(dyingAt(store, failing));
      await receive(second).catch(() => receive(second));
      expect(await stateOf(store)).toEqual(heldBy('v2'));
    },
  );

  it('belongs to the newest claim, whichever write of the move and of the claim back failed', async () => {
    for (let pair = 0; pair < 100; pair++) {
      const store = createMemoryStore();
      await recorderOn(store).receive(first);
      const moving = recorderOn(dyingAt(store, pair % 10));
      const isMoved = await moving.receive(second).then(
        () => true,
        () => false,
      );
      const claiming = recorderOn(dyingAt(store, Math.floor(pair / 10)));
      await claiming.receive(third).catch(() => claiming.receive(third));
      if (!isMoved) await moving.receive(second);
      expect([pair, await stateOf(store)]).toEqual([pair, heldBy('v1')]);
    }
  });

  it('keeps the names of another location of the old video', async () => {
    const library = fakeLibrary([anAsset({ container: 'asset-again' })]);
    const recorder = eventHarness({ library });
    recorder.images.containers.set('asset-again', { 'x.mp4': null });
    await recorder.receive(claim('v1', -9));
    library.assets.set('output-1', anAsset());
    for (const event of [first, second]) await recorder.receive(event);
    expect(await recorder.manifestsOf('v1')).toMatchObject([{ location: { container: 'asset-again' } }]);
    expect((await recorder.aliasesOf('output-1')).sort()).toEqual(['v1', 'v2']);
  });

  it.each(['putRecord', 'putRow'] as const)(
    'belongs to the newest claim when that comes just before any %s of an older one',
    async (step) => {
      for (let at = 0; at < 6; at++) {
        const store = createMemoryStore();
        const rival = recorderOn(store);
        await rival.receive(first);
        let steps = 0;
        const racing = beforeWrites(store, async (method) => {
          if (method === step && steps++ === at) await rival.receive(third);
        });
        await recorderOn(racing).receive(second);
        if (steps <= at) await rival.receive(third);
        expect([at, await stateOf(store)]).toEqual([at, heldBy('v1')]);
      }
    },
  );
});

describe('a location that two assets name', () => {
  const [OLD, NEW] = [`old-${GUID}`, `new-${GUID}`];
  const finished = (assetName: string, minute: number) =>
    aJobFinished({
      videoId: 'v',
      time: minutesAfter(minute).toISOString(),
      subject: `transforms/thumbs/jobs/job${minute}`,
      outputs: [anEventOutput({ assetName })],
    });

  it('is found by both names, in any order of the store’s calls', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const inner = createMemoryStore();
        const store = inTurns(inner, (call) => scheduler.schedule(Promise.resolve()).then(call));
        const racing = eventHarness({ library: undefined, store });
        const events = [finished(NEW, -5), finished(OLD, -2)];
        const runs = Promise.all(events.map((event) => racing.receive(event)));
        await scheduler.waitFor(runs);
        const { manifestsOf, aliasesOf } = eventHarness({ store: inner });
        expect([await aliasesOf(OLD), await aliasesOf(NEW)]).toEqual([['v'], ['v']]);
        expect(await manifestsOf('v')).toMatchObject([{ source: { assetName: OLD } }]);
      }),
    );
  });
});

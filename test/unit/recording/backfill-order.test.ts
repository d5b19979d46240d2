import fc from 'fast-check';
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
import { dyingOften, fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { aBackfiller, writtenAt } from './backfiller.js';
import { finalRows, permutations, shownIn } from './final-rows.js';
import { eventHarness, CONTAINER } from './recorder.js';

const IDS = ['v1', 'v2', 'v3', 'cat', 'dog', GUID, 'output-1'];
const rules = {
  videoIdKey: 'videoId',
  marker: (path: string) => (path.endsWith('_done') ? { videoId: undefined } : undefined),
  imagesReady: true,
};
const at = (minute: number) => minutesAfter(minute).toISOString();

/** All kinds of reports of one location, later than its images and earlier than now. */
const STEPS = {
  marker: { event: aBlobCreated(CONTAINER, '_done', at(-1)) },
  'an earlier marker': { event: aBlobCreated(CONTAINER, '_done', at(-4)) },
  'a job': { event: aJobFinished({ videoId: 'v1', time: at(-5) }) },
  'a job of the inferred video': { event: aJobFinished({ videoId: GUID, time: at(-5) }) },
  'a job of the mapped video': { event: aJobFinished({ videoId: 'cat', time: at(-5) }) },
  ready: { event: anImagesReady({ videoId: 'v2', container: CONTAINER }, at(-3)) },
  'ready without a time': { event: anImagesReady({ videoId: 'v3', container: CONTAINER }, null) },
  backfill: { minute: 0 },
  'backfill with assets': { minute: 1, assets: [anAsset()] },
  'backfill with a map': { minute: 2, mapped: 'dog' },
  'backfill with a map and assets': { minute: 3, mapped: 'cat', assets: [anAsset()] },
  'backfill with a map that says what is inferred': { minute: 4, mapped: GUID },
} as const;
type Step = keyof typeof STEPS;

function aWorld(deaths: readonly number[] = []) {
  const blobs = { 'Thumbnail000001.jpg': JPEG, 'Thumbnail000002.jpg': JPEG };
  const images = writtenAt(fakeImages({ [CONTAINER]: blobs }), minutesAfter(-6));
  const library = fakeLibrary([anAsset()]);
  library.transforms.set('thumbs', [[aRule({ filenamePattern: 'Thumbnail{Index}{Extension}' })]]);
  const store = dyingOften(createMemoryStore(), deaths);
  const { receive } = eventHarness({ rules, library, images, store });
  const more = { store, images };
  return {
    store,
    run: async (step: Step): Promise<unknown> => {
      const what = STEPS[step];
      if ('event' in what) return receive(what.event);
      const assets = 'assets' in what ? what.assets : [];
      const backfiller = aBackfiller({ ...more, assets, askedAt: minutesAfter(what.minute) });
      return backfiller.run(CONTAINER, 'mapped' in what ? what.mapped : undefined);
    },
  };
}

async function rowsAfter(steps: readonly Step[]) {
  const { run, store } = aWorld();
  for (const step of steps) await run(step);
  return finalRows(store, IDS, [aLocation()]);
}

describe('backfills, markers and events of one location', () => {
  it.each<{ steps: Step[]; video: string; source: string }>([
    { steps: ['backfill', 'marker', 'an earlier marker'], video: GUID, source: 'inferred' },
    { steps: ['backfill', 'backfill with assets', 'marker'], video: 'output-1', source: 'asset' },
    { steps: ['backfill with a map', 'backfill with assets', 'marker', 'backfill'], video: 'dog', source: 'operator' },
    { steps: ['backfill with a map', 'backfill with a map and assets', 'marker'], video: 'cat', source: 'operator' },
    {
      steps: ['backfill with a map that says what is inferred', 'marker', 'backfill'],
      video: GUID,
      source: 'operator',
    },
    { steps: ['backfill with a map', 'marker', 'a job', 'backfill with assets'], video: 'v1', source: 'event' },
    { steps: ['backfill', 'marker', 'a job of the inferred video'], video: GUID, source: 'event' },
    { steps: ['backfill with a map and assets', 'a job of the mapped video', 'marker'], video: 'cat', source: 'event' },
    { steps: ['backfill with assets', 'a job', 'ready', 'backfill with a map'], video: 'v2', source: 'event' },
  ])('end in the same rows in any order: $steps', async ({ steps, video, source }) => {
    const expected = await rowsAfter(steps);
    expect(expected.records).toMatchObject([{ owner: { videoId: video, source } }]);
    expect(shownIn(expected)).toEqual([video]);
    for (const order of permutations(steps))
      expect(await rowsAfter([...order, order[0] ?? 'marker'])).toEqual(expected);
  });

  it('end in the same rows also when any of them is stopped at any write, and done again', async () => {
    const steps = fc.uniqueArray(fc.constantFrom(...(Object.keys(STEPS) as Step[])), { minLength: 2, maxLength: 5 });
    const plan = fc.record({ steps, crashes: fc.array(fc.nat(12), { maxLength: 8 }) });
    await fc.assert(
      fc.asyncProperty(plan, async ({ steps: order, crashes }) => {
        const { run, store } = aWorld(crashes);
        const queue = [...order];
        // What was stopped is done again once, so that many tries are a fault of their own.
        for (let tries = 0; tries < 30 && queue.length > 0; tries++) {
          const [step = 'marker'] = queue.splice(0, 1);
          await run(step).catch(() => queue.push(step));
        }
        expect(queue).toEqual([]);
        expect(await finalRows(store, IDS, [aLocation()])).toEqual(await rowsAfter([...order].reverse()));
      }),
    );
  });
});

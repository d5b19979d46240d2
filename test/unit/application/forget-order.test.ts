import fc from 'fast-check';
import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import type { ManifestStore } from '../../../src/application/ports.js';
import {
  aBlobCreated,
  aJobFinished,
  aJobOutputEvent,
  anEventOutput,
  aLocation,
  GUID,
  someRules,
} from '../../builders.js';
import { beforeWrites, fakeImages, JPEG } from '../../fakes.js';
import { finalRows, permutations } from './final-rows.js';
import { aRecorder, CONTAINER } from './recorder.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 11, minute));
const NAMES = [`first-${GUID}`, `second-${GUID}`] as const;
const IDS = ['v1', 'v2', 'v3', ...NAMES, GUID];
const PLACES = [aLocation()];

/** What is delivered or asked, once or again. */
type Step = { event: object } | { forget: string; minute: number };

/** The events that one job raises within three minutes. */
function job(name: string, assetName: string, videoId: string, minute: number): Step[] {
  const subject = `transforms/thumbs/jobs/${name}`;
  const output = (state: string) => anEventOutput({ assetName, state });
  const of = (state: string, after: number) =>
    aJobOutputEvent(`JobOutput${state}`, {
      subject,
      videoId,
      output: output(state),
      time: at(minute + after).toISOString(),
    });
  const time = at(minute + 3).toISOString();
  return [
    { event: of('Processing', 0) },
    { event: of('Finished', 2) },
    { event: aJobFinished({ subject, videoId, outputs: [output('Finished')], time }) },
  ];
}
const forget = (videoId: string, minute: number): Step => ({ forget: videoId, minute });
const marker = (minute: number): Step => ({ event: aBlobCreated(CONTAINER, '_done', at(minute).toISOString()) });

function aWorld(store: ManifestStore = makeMemoryManifestStore()) {
  const images = fakeImages({ [CONTAINER]: { 'Poster.jpg': JPEG } });
  const rules = someRules({ marker: (path) => (path === '_done' ? { videoId: undefined } : undefined) });
  const recorder = aRecorder({ library: undefined, images, store, rules });
  const take = async (step: Step): Promise<unknown> =>
    'event' in step ? recorder.receive(step.event) : recorder.forget(step.forget, at(step.minute));
  return { store, take };
}

async function rowsAfter(steps: readonly Step[]) {
  const { store, take } = aWorld();
  for (const step of steps) await take(step);
  return finalRows(store, IDS, PLACES);
}

describe('the order of events and of forgetting', () => {
  it.each<[string, Step[]]>([
    ['one job', [...job('j1', NAMES[0], 'v1', 10), forget('v1', 14)]],
    [
      'one job and a newer one',
      [...job('j1', NAMES[0], 'v1', 10).slice(1), ...job('j2', NAMES[0], 'v1', 20).slice(1), forget('v1', 14)],
    ],
    [
      'a video that took the place of another',
      [...job('j1', NAMES[0], 'v1', 0).slice(1), ...job('j2', NAMES[1], 'v2', 10).slice(1), forget('v2', 14)],
    ],
    [
      'a video that was taken from',
      [...job('j1', NAMES[0], 'v1', 0).slice(1), ...job('j2', NAMES[1], 'v2', 10).slice(1), forget('v1', 4)],
    ],
    [
      'twice',
      [
        ...job('j1', NAMES[0], 'v1', 0).slice(1),
        forget('v1', 4),
        forget('v1', 14),
        ...job('j2', NAMES[0], 'v1', 20).slice(2),
      ],
    ],
    ['markers', [marker(1), marker(12), ...job('j1', NAMES[0], 'v1', 0).slice(2), forget('v1', 14)]],
    [
      'markers that newer images follow',
      [
        marker(1),
        ...job('j1', NAMES[0], 'v1', 0).slice(2),
        forget('v1', 14),
        ...job('j2', NAMES[0], 'v1', 20).slice(2),
      ],
    ],
    [
      'an asset that gave its video the name',
      [marker(1), ...job('j1', NAMES[0], NAMES[0], 0).slice(1), forget(NAMES[0], 4)],
    ],
  ])('does not matter for %s', async (_, steps) => {
    const expected = await rowsAfter(steps);
    for (const order of permutations(steps))
      expect(await rowsAfter([...order, order[0] ?? forget('v1', 0)])).toEqual(expected);
  });

  const oneJob = fc.record({
    name: fc.constantFrom('j1', 'j2', 'j3'),
    video: fc.constantFrom('v1', 'v2'),
    minute: fc.constantFrom(0, 10, 20, 30),
  });
  // Between the jobs, and by more than clocks may differ.
  const oneForgetting = fc.record({ video: fc.constantFrom('v1', 'v2'), minute: fc.constantFrom(4, 14, 24, 34) });
  const scenes = fc
    .record({
      jobs: fc.uniqueArray(oneJob, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
      forgets: fc.array(oneForgetting, { minLength: 1, maxLength: 2 }),
    })
    .chain((scene) => {
      const count = (scene.jobs.length * 3 + scene.forgets.length) * 2;
      const indexes = Array.from({ length: count }, (_, i) => i % (count / 2));
      const order = fc.shuffledSubarray(indexes, { minLength: count });
      return fc.record({ scene: fc.constant(scene), order, crashes: fc.array(fc.nat(20), { maxLength: 12 }) });
    });
  const stepsOf = ({
    jobs,
    forgets,
  }: {
    jobs: { name: string; video: string; minute: number }[];
    forgets: { video: string; minute: number }[];
  }) => [
    ...jobs.flatMap((one) => job(one.name, one.video === 'v1' ? NAMES[0] : NAMES[1], one.video, one.minute)),
    ...forgets.map((one) => forget(one.video, one.minute)),
  ];

  it('does not matter for any jobs, forgettings and times, each of them twice', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, async ({ scene, order }) => {
        const steps = stepsOf(scene);
        expect(await rowsAfter(order.flatMap((i) => steps[i] ?? []))).toEqual(await rowsAfter(steps));
      }),
    );
  });

  it('does not matter either when any write fails and what it belonged to comes again, sooner or later', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, async ({ scene, order, crashes }) => {
        const steps = stepsOf(scene);
        let untilCrash = crashes[0] ?? Infinity;
        const left = crashes.slice(1);
        const store = beforeWrites(makeMemoryManifestStore(), () => {
          if (untilCrash-- > 0) return Promise.resolve();
          untilCrash = left.shift() ?? Infinity;
          return Promise.reject(new Error('the process died'));
        });
        const { take } = aWorld(store);
        const queue = [...order];
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const step = steps[next];
          const again = next;
          if (step !== undefined) await take(step).catch(() => queue.push(again));
        }
        expect(await finalRows(store, IDS, PLACES)).toEqual(await rowsAfter(steps));
      }),
    );
  });
});

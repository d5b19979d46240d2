import fc from 'fast-check';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import {
  aBlobCreated,
  aJobFinished,
  aJobOutputEvent,
  anEventOutput,
  aLocation,
  GUID,
  someRules,
} from '../../builders.js';
import { dyingOften, fakeImages, JPEG } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { finalRows, permutations } from './final-rows.js';
import { eventHarness, CONTAINER } from './recorder.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 11, minute));
const NAMES = [`first-${GUID}`, `second-${GUID}`] as const;
const IDS = ['v1', 'v2', 'v3', ...NAMES, GUID];
const LOCATIONS = [aLocation()];

/** An event that is delivered, or a video that is deleted. */
type Step = { event: object } | { deleted: string; minute: number };

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
const deletion = (deleted: string, minute: number): Step => ({ deleted, minute });
const marker = (minute: number): Step => ({ event: aBlobCreated(CONTAINER, '_done', at(minute).toISOString()) });

function aWorld(store: RecordStore = createMemoryStore()) {
  const images = fakeImages({ [CONTAINER]: { 'Poster.jpg': JPEG } });
  const rules = someRules({ marker: (path) => (path === '_done' ? { videoId: undefined } : undefined) });
  const recorder = eventHarness({ library: undefined, images, store, rules });
  const take = async (step: Step): Promise<unknown> =>
    'event' in step ? recorder.receive(step.event) : recorder.deleteVideo(step.deleted, at(step.minute));
  return { store, take };
}

async function rowsAfter(steps: readonly Step[]) {
  const { store, take } = aWorld();
  for (const step of steps) await take(step);
  return finalRows(store, IDS, LOCATIONS);
}

describe('the order of events and deletions', () => {
  it.each<[string, Step[]]>([
    ['one job', [...job('j1', NAMES[0], 'v1', 10), deletion('v1', 14)]],
    [
      'one job and a newer one',
      [...job('j1', NAMES[0], 'v1', 10).slice(1), ...job('j2', NAMES[0], 'v1', 20).slice(1), deletion('v1', 14)],
    ],
    [
      'a video that took the location of another',
      [...job('j1', NAMES[0], 'v1', 0).slice(1), ...job('j2', NAMES[1], 'v2', 10).slice(1), deletion('v2', 14)],
    ],
    [
      'a video that lost its location to another',
      [...job('j1', NAMES[0], 'v1', 0).slice(1), ...job('j2', NAMES[1], 'v2', 10).slice(1), deletion('v1', 4)],
    ],
    [
      'twice',
      [
        ...job('j1', NAMES[0], 'v1', 0).slice(1),
        deletion('v1', 4),
        deletion('v1', 14),
        ...job('j2', NAMES[0], 'v1', 20).slice(2),
      ],
    ],
    ['markers', [marker(1), marker(12), ...job('j1', NAMES[0], 'v1', 0).slice(2), deletion('v1', 14)]],
    [
      'markers that newer images follow',
      [
        marker(1),
        ...job('j1', NAMES[0], 'v1', 0).slice(2),
        deletion('v1', 14),
        ...job('j2', NAMES[0], 'v1', 20).slice(2),
      ],
    ],
    [
      'an asset that gave its video the name',
      [marker(1), ...job('j1', NAMES[0], NAMES[0], 0).slice(1), deletion(NAMES[0], 4)],
    ],
  ])('does not matter for %s', async (_, steps) => {
    const expected = await rowsAfter(steps);
    for (const order of permutations(steps))
      expect(await rowsAfter([...order, order[0] ?? deletion('v1', 0)])).toEqual(expected);
  });

  const oneJob = fc.record({
    name: fc.constantFrom('j1', 'j2', 'j3'),
    video: fc.constantFrom('v1', 'v2'),
    minute: fc.constantFrom(0, 10, 20, 30),
  });
  // Between the jobs, and by more than clocks may differ.
  const oneDeletion = fc.record({ video: fc.constantFrom('v1', 'v2'), minute: fc.constantFrom(4, 14, 24, 34) });
  const scenes = fc
    .record({
      jobs: fc.uniqueArray(oneJob, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
      deletions: fc.array(oneDeletion, { minLength: 1, maxLength: 2 }),
    })
    .chain((scene) => {
      const count = (scene.jobs.length * 3 + scene.deletions.length) * 2;
      const indexes = Array.from({ length: count }, (_, i) => i % (count / 2));
      const order = fc.shuffledSubarray(indexes, { minLength: count });
      return fc.record({ scene: fc.constant(scene), order, crashes: fc.array(fc.nat(20), { maxLength: 12 }) });
    });
  const stepsOf = ({
    jobs,
    deletions,
  }: {
    jobs: { name: string; video: string; minute: number }[];
    deletions: { video: string; minute: number }[];
  }) => [
    ...jobs.flatMap((one) => job(one.name, one.video === 'v1' ? NAMES[0] : NAMES[1], one.video, one.minute)),
    ...deletions.map((one) => deletion(one.video, one.minute)),
  ];

  it('does not matter for any jobs, deletions and times, each of them twice', async () => {
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
        const store = dyingOften(createMemoryStore(), crashes);
        const { take } = aWorld(store);
        const queue = [...order];
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const step = steps[next];
          const again = next;
          if (step !== undefined) await take(step).catch(() => queue.push(again));
        }
        expect(await finalRows(store, IDS, LOCATIONS)).toEqual(await rowsAfter(steps));
      }),
    );
  });
});

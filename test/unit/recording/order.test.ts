import fc from 'fast-check';
import {
  aJob,
  aJobFinished,
  aJobOutputEvent,
  anAsset,
  anEvent,
  anEventOutput,
  aLocation,
  GUID,
} from '../../builders.js';
import { dyingOften, fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { finalRows, permutations, shownIn } from './final-rows.js';
import { eventHarness, CONTAINER } from './recorder.js';

const at = (minute: number) => `2026-11-20T11:${String(minute).padStart(2, '0')}:00.1234567`;

const EVENTS = 6;

/** What one job raises: the outputs one by one, their twins, and the job as a whole. */
function eventsOf(job: string, assetName: string, videoId: string, minute: number) {
  const subject = `transforms/thumbs/jobs/${job}`;
  const output = (state: string) => anEventOutput({ assetName, state });
  const base = { subject, videoId };
  return [
    aJobOutputEvent('JobOutputScheduled', { ...base, output: output('Scheduled'), time: at(minute) }),
    aJobOutputEvent('JobOutputProcessing', { ...base, output: output('Processing'), time: at(minute + 1) }),
    aJobOutputEvent('JobOutputFinished', { ...base, output: output('Finished'), time: at(minute + 2) }),
    aJobOutputEvent('JobOutputStateChange', { ...base, output: output('Finished'), time: at(minute + 2) }),
    anEvent('JobProcessing', {
      subject,
      time: at(minute + 1),
      data: { state: 'Processing', correlationData: { videoId } },
    }),
    aJobFinished({ ...base, outputs: [output('Finished')], time: at(minute + 3) }),
  ];
}

/** Two assets in one container, as names with the same GUID are where the account is gone; jobs claim it by turns. */
const NAMES = [`first-${GUID}`, `second-${GUID}`] as const;
const IDS = ['v1', 'v2', 'v3', ...NAMES, GUID, 'output-1'];
const LOCATIONS = [aLocation(), aLocation({ container: 'asset-other' })];
const images = () => fakeImages({ [CONTAINER]: { 'Poster.jpg': JPEG }, 'asset-other': { 'x_000001.jpg': JPEG } });

async function rowsAfter(
  events: readonly unknown[],
  make = () => eventHarness({ library: undefined, images: images() }),
) {
  const { receive, store } = make();
  for (const event of events) await receive(event);
  return finalRows(store, IDS, LOCATIONS);
}

describe('the order of events', () => {
  it('does not matter for those of one job, whatever is delivered twice', async () => {
    const events = eventsOf('job-1', NAMES[0], 'v1', 10);
    const expected = await rowsAfter(events);
    expect(expected.rows[0]?.manifests).toHaveLength(1);
    for (const order of permutations(events)) expect(await rowsAfter([...order, order[2]])).toEqual(expected);
  });

  it('does not matter for those of one job that can be read', async () => {
    const events = [
      ...eventsOf('job-1', 'output-1', 'v1', 10).slice(2),
      anEvent('JobStateChange', {
        time: at(13),
        data: { state: 'Finished', correlationData: { videoId: 'v1' } },
      }),
    ];
    const make = () => {
      const library = fakeLibrary([anAsset()]);
      library.jobs.set('job-1', aJob());
      return eventHarness({ library, images: images() });
    };
    const expected = await rowsAfter(events, make);
    for (const order of permutations(events)) expect(await rowsAfter(order, make)).toEqual(expected);
  });

  it('does not matter for jobs that name different videos for one location', async () => {
    const last = (job: string, name: string, videoId: string, minute: number) =>
      eventsOf(job, name, videoId, minute).slice(4);
    const events = [
      ...last('job-1', NAMES[0], 'v1', 10),
      ...last('job-2', NAMES[0], 'v2', 20),
      ...last('job-3', NAMES[1], 'v3', 30),
    ];
    const expected = await rowsAfter(events);
    expect(expected.records[0]?.owner.videoId).toBe('v3');
    expect(shownIn(expected)).toEqual(['v3']);
    for (const order of permutations(events)) expect(await rowsAfter(order)).toEqual(expected);
  });

  const job = fc.record({
    job: fc.constantFrom('job-1', 'job-2', 'job-3'),
    video: fc.constantFrom('v1', 'v2', 'v3'),
    name: fc.constantFrom(...NAMES),
    minute: fc.integer({ min: 0, max: 40 }),
  });
  const jobs = fc.uniqueArray(job, { minLength: 1, maxLength: 3, selector: (one) => one.job });
  // Indexes rather than events, so that a counterexample can be read.
  const orders = jobs.chain((list) => {
    const indexes = Array.from({ length: list.length * EVENTS * 2 }, (_, i) => i % (list.length * EVENTS));
    const order = fc.shuffledSubarray(indexes, { minLength: indexes.length });
    return fc.record({ jobs: fc.constant(list), order, crashes: fc.array(fc.nat(20), { maxLength: 12 }) });
  });
  const eventsOfAll = (list: readonly { job: string; name: string; video: string; minute: number }[]) =>
    list.flatMap((one) => eventsOf(one.job, one.name, one.video, one.minute));

  it('does not matter for any jobs, names of one container, duplicates and times', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async ({ jobs: list, order }) => {
        const events = eventsOfAll(list);
        expect(await rowsAfter(order.map((i) => events[i]))).toEqual(await rowsAfter(events));
      }),
    );
  });

  it('does not matter either when any write fails and the event is delivered again, sooner or later', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async ({ jobs: list, order, crashes }) => {
        const events = eventsOfAll(list);
        const store = dyingOften(createMemoryStore(), crashes);
        const { receive } = eventHarness({ library: undefined, images: images(), store });
        const queue = [...order];
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const delivered = next;
          // What was thrown comes again, after everything that is under way by now.
          await receive(events[delivered]).catch(() => queue.push(delivered));
        }
        expect(await finalRows(store, IDS, LOCATIONS)).toEqual(await rowsAfter(events));
      }),
    );
  });
});

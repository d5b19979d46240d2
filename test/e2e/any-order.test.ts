import fc from 'fast-check';
import { defaultEventTypes } from '../../local/media-services/events/event-schema.js';
import { propertyRuns } from '../setup/property-runs.js';
import { listThumbnails, startApp, type App } from './app.js';
import { captureJob } from './captured-job.js';
import { cleanUpAfterwards } from './clean-up.js';
import type { WireEvent } from './events.js';
import { makeStorage, type Row, type Storage } from './storage.js';

jest.setTimeout(90_000);

const later = cleanUpAfterwards();
let storage: Storage;
let app: App;
let captured: WireEvent[];
/** What the events leave in the order in which they were raised. */
let expected: Row[];

beforeAll(async () => {
  storage = await makeStorage();
  const job = await captureJob(later, storage, 'video-1');
  captured = job.events;
  app = await startApp(later, { ...storage.settings, ...job.settings });
  expected = await rowsAfter(captured);
});

async function rowsAfter(events: readonly WireEvent[]): Promise<Row[]> {
  await storage.clear();
  for (const event of events) await deliverUntilTaken(event);
  return storage.rows();
}

/** As Event Grid does, without its pauses; five lost races in a row are a reason to come again. */
async function deliverUntilTaken(event: WireEvent): Promise<void> {
  for (let tries = 1; (await app.deliver(event)) !== 202; tries++) {
    if (tries === 5) throw new Error(`${String(event['eventType'])} is not taken`);
  }
}

const typeOf = ({ eventType }: WireEvent) => String(eventType).replace('Microsoft.Media.', '');

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) => permutations(items.filter((_, k) => k !== i)).map((rest) => [item, ...rest]));
}

describe('the events of one real job', () => {
  it('have all job event types of Media Services and record a complete manifest', async () => {
    expect([...new Set(captured.map(typeOf))].sort()).toEqual([
      'JobFinished',
      'JobOutputFinished',
      'JobOutputProcessing',
      'JobOutputProgress',
      'JobOutputScheduled',
      'JobOutputStateChange',
      'JobProcessing',
      'JobScheduled',
      'JobStateChange',
    ]);
    const kinds = (await listThumbnails(app, 'video-1')).map(({ Kind }) => Kind);
    expect(kinds).toEqual(['Poster', 'Thumbnail', 'Thumbnail', 'Thumbnail', 'Sprite']);
    // The asset's name, its id and the container's name lead to the video; the job and its output have a state each.
    expect(expected.map(({ rowKey }) => rowKey.split(':')[0]).sort()).toEqual([
      'alias',
      'alias',
      'alias',
      'job',
      'job',
      'location',
      'record',
    ]);
  });

  it('produce the same rows in every order of the default subscription', async () => {
    const subscribed = captured.filter((event) => defaultEventTypes.includes(typeOf(event)));
    expect(subscribed.map(typeOf)).toHaveLength(4);
    const ordered = await rowsAfter(subscribed);
    expect(ordered.filter(({ rowKey }) => rowKey.startsWith('location:'))).toHaveLength(1);
    for (const permutation of permutations(subscribed)) {
      const rows = await rowsAfter(permutation);
      expect({ order: permutation.map(typeOf), rows }).toEqual({ order: permutation.map(typeOf), rows: ordered });
    }
  });

  it('produce the same rows when all of them arrive shuffled, some of them twice', async () => {
    const mixed = fc
      .subarray(captured)
      .chain((again) => fc.shuffledSubarray([...captured, ...again], { minLength: captured.length + again.length }));
    const runs = fc.asyncProperty(mixed, async (events) => {
      expect(await rowsAfter(events)).toEqual(expected);
    });
    await fc.assert(runs, { numRuns: propertyRuns(0.04), endOnFailure: true });
  });

  it.each([
    ['once each', () => captured],
    ['the last first', () => captured.toReversed()],
    ['twice each', () => [...captured, ...captured]],
  ])('produce the same rows when they arrive concurrently, %s', async (_, events) => {
    for (let round = 0; round < 3; round++) {
      await storage.clear();
      await Promise.all(events().map(deliverUntilTaken));
      expect(await storage.rows()).toEqual(expected);
    }
  });
});

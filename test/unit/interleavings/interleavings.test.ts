import { Rows } from '../../memory/memory-store.js';
import { Explorer, type Call, type Invocation, type Scenario } from './explorer.js';
import { countLocations, encode, inTurn, invocationsOf, loseContainer, minute, perform } from './invocations.js';
import { recordingWorld } from './recording-world.js';

/** `npm run test:all` and `INTERLEAVINGS=all` walk everything; else only what takes some seconds. */
const IS_FULL = process.env['INTERLEAVINGS'] === 'all' || process.env['npm_lifecycle_event'] === 'test:all';
const RANDOM_RUNS = IS_FULL ? 1500 : 25;
/** A failure names its own: `INTERLEAVINGS_SEED` begins there. */
const SEED = Number(process.env['INTERLEAVINGS_SEED'] ?? 1);
const TIMEOUT_MS = IS_FULL ? 15 * 60_000 : 60_000;

interface Listed extends Scenario {
  hasTopic?: boolean;
  /** Too many schedules for every run of the tests. */
  isLong?: boolean;
}

const { event, marker, backfill, deletion, scan } = invocationsOf();
const [firstEvent, secondEvent] = [event('A', minute(10), 'j1'), event('B', minute(20), 'j2')];
/** Recorded and deleted, so that the scan removes all of it after 90 days. */
const deleted = [firstEvent, deletion('A', minute(30))];
const missing = [firstEvent, loseContainer(), scan(minute(0, 1)), countLocations(99)];

const published = invocationsOf({ hasTopic: true });
const { retryPublications } = published;
const publishedEvent = published.event('A', minute(10), 'j1');

const pairs: Listed[] = [
  { name: 'two events of two videos', race: [firstEvent, secondEvent], isLong: true },
  { name: 'the same event twice', race: [firstEvent, firstEvent], isLong: true },
  { name: 'a marker and an event', race: [marker(minute(15)), firstEvent] },
  { name: 'an event and a newer delete', race: [firstEvent, deletion('A', minute(30))] },
  { name: 'an event and an older delete', race: [event('A', minute(40), 'j1'), deletion('A', minute(30))] },
  { name: 'an event and a delete of the container', race: [firstEvent, deletion('w', minute(30))], isLong: true },
  {
    name: 'an event and a delete of the container that a marker recorded',
    before: [marker(minute(15))],
    race: [firstEvent, deletion('w', minute(30))],
    isLong: true,
  },
  {
    name: 'an event of another video and a delete',
    before: [firstEvent],
    race: [secondEvent, deletion('A', minute(30))],
    isLong: true,
  },
  {
    name: 'a name becomes the owner',
    race: [event('A', minute(10), 'j1', 'B'), event('B', minute(20), 'j2', 'B')],
    isLong: true,
  },
  {
    name: 'a re-encode while the first event is late',
    race: [firstEvent, inTurn(encode(3, minute(15)), event('A', minute(20), 'j2'))],
    isLong: true,
  },
  { name: 'a back-fill and an event', race: [backfill('B', minute(60)), firstEvent], isLong: true },
  { name: 'a back-fill and a delete', race: [backfill('B', minute(60)), deletion('B', minute(61))] },
  { name: 'an event and a scan', race: [firstEvent, scan(minute(60))] },
  {
    name: 'a re-encode while the first marker is late',
    race: [marker(minute(15)), inTurn(encode(3, minute(16)), marker(minute(20)))],
  },
  { name: 'two removals', before: deleted, race: [scan(minute(0, 100)), scan(minute(1, 100))] },
  {
    name: 'a removal and a new event of another video',
    before: deleted,
    race: [scan(minute(0, 100)), event('B', minute(10, 100), 'j2')],
    isLong: true,
  },
  {
    name: 'a removal and a marker',
    before: [marker(minute(15)), deletion('w', minute(30))],
    race: [scan(minute(0, 100)), inTurn(encode(3, minute(0, 100)), marker(minute(10, 100)))],
  },
  {
    name: 'the end of a tombstone and a delete',
    before: [...deleted, event('A', minute(40), 'j2')],
    race: [scan(minute(0, 100)), deletion('A', minute(0, 100))],
  },
  {
    name: 'a missing container and its return',
    before: missing,
    race: [scan(minute(0, 3)), inTurn(encode(3, minute(0, 3)), event('A', minute(0, 3), 'j2'))],
  },
  {
    name: 'publications of two events',
    hasTopic: true,
    before: [publishedEvent],
    race: [published.marker(minute(15)), published.event('B', minute(20), 'j2')],
    isLong: true,
  },
  {
    name: 'publications of an event and a delete',
    hasTopic: true,
    race: [publishedEvent, published.deletion('A', minute(30))],
    isLong: true,
  },
  { name: 'a publication and the timer', hasTopic: true, race: [publishedEvent, retryPublications(minute(30))] },
  {
    name: 'a publication, a re-encode and the scan',
    hasTopic: true,
    before: [publishedEvent],
    race: [inTurn(encode(3, minute(15)), published.event('A', minute(20), 'j2')), published.scan(minute(60))],
    isLong: true,
  },
];

const several: Listed[] = [
  {
    name: 'a re-encode while two events are late',
    race: [firstEvent, firstEvent, inTurn(encode(3, minute(15)), event('A', minute(20), 'j2'))],
  },
  { name: 'three events of three videos', race: [firstEvent, secondEvent, event('C', minute(30), 'j3')] },
  { name: 'three events, of which two name one video', race: [firstEvent, secondEvent, event('A', minute(30), 'j3')] },
  {
    name: 'a map that a later run corrects',
    race: [backfill('B', minute(60)), backfill('A', minute(70)), marker(minute(15))],
  },
  {
    name: 'a marker, an event and two deletes of the video',
    race: [marker(minute(15)), firstEvent, deletion('A', minute(30)), deletion('A', minute(31))],
  },
  {
    name: 'a marker, two events and a delete of the older video',
    race: [marker(minute(15)), firstEvent, secondEvent, deletion('A', minute(30))],
  },
  {
    name: 'a marker, an event and a delete under the name of the container',
    race: [marker(minute(15)), firstEvent, deletion('w', minute(30))],
  },
  {
    name: 'a marker, two events and a delete under the name of the container',
    race: [marker(minute(15)), firstEvent, secondEvent, deletion('w', minute(30))],
  },
  {
    name: 'two removals and new reports',
    before: deleted,
    race: [scan(minute(0, 100)), scan(minute(1, 100)), event('B', minute(10, 100), 'j2'), marker(minute(20, 100))],
  },
  {
    name: 'publications of three events, a delete and both timers',
    hasTopic: true,
    race: [
      publishedEvent,
      published.event('B', minute(20), 'j2'),
      inTurn(published.deletion('B', minute(30)), retryPublications(minute(40))),
      inTurn(encode(3, minute(25)), published.event('A', minute(45), 'j3'), published.scan(minute(60))),
    ],
  },
];

beforeAll(() => {
  // Pauses between rounds take no time, and nothing but the scheduler is left to chance.
  jest.spyOn(globalThis, 'setTimeout').mockImplementation((done) => {
    queueMicrotask(done);
    return undefined as never;
  });
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterAll(() => jest.restoreAllMocks());

describe('every schedule of two invocations, of which one is interrupted', () => {
  const walked = pairs.filter(({ isLong }) => IS_FULL || isLong !== true);
  test.each(walked)(
    '$name',
    async ({ hasTopic = false, ...scenario }) => {
      const states = await new Explorer(recordingWorld({ hasTopic })).all(scenario);
      expect(states).toBeGreaterThan(100);
      if (process.env['STATES']) console.log(scenario.name, states);
    },
    TIMEOUT_MS,
  );
});

it('a report that comes again writes nothing', async () => {
  const rows = new Rows();
  const run = (invocation: Invocation) => invocation((call) => perform(rows, call));
  for (const invocation of [marker(minute(15)), firstEvent, secondEvent]) await run(invocation);
  const before = rows.toVersionedText();
  for (const invocation of [marker(minute(15)), secondEvent]) await run(invocation);
  expect(rows.toVersionedText()).toBe(before);
});

it('a delete of a container covers the location that an event moves in the meantime', async () => {
  const rows = new Rows();
  const run = (invocation: Invocation) => invocation((call) => perform(rows, call));
  await run(marker(minute(15)));
  await deletion(
    'w',
    minute(30),
  )(async (call) => {
    if (call.method === 'putTombstone') await run(firstEvent);
    return perform(rows, call);
  });
  await expect(recordingWorld().checkEnd(rows)).resolves.toBeUndefined();
});

it('a projection that was interrupted before the entry does not write other rows again', async () => {
  const rows = new Rows();
  const isEntry = ({ method, args: [row] }: Call) => method === 'putRow' && JSON.stringify(row).includes('"entry"');
  const interrupted = firstEvent((call) => (isEntry(call) ? Promise.reject(new Error('died')) : perform(rows, call)));
  await expect(interrupted).rejects.toThrow('died');
  const aliases = () =>
    rows
      .keys()
      .filter((key) => key.includes('/alias/'))
      .map((key) => [key, rows.get(key)?.version]);
  const before = aliases();
  await firstEvent((call) => perform(rows, call));
  expect(before).toHaveLength(2);
  expect(aliases()).toEqual(before);
});

describe('schedules by chance', () => {
  test.each([...pairs, ...several])(
    '$name',
    async ({ hasTopic = false, ...scenario }) => {
      const states = await new Explorer(recordingWorld({ hasTopic })).random(scenario, RANDOM_RUNS, SEED);
      expect(states).toBeGreaterThan(RANDOM_RUNS);
    },
    TIMEOUT_MS,
  );
});

import { startProxy, type Proxy } from '../../bench/proxy.js';
import { createJobs, putImages } from '../../bench/soak/simulated-jobs.js';
import { simulateJobs } from '../../bench/soak/simulate-jobs.js';
import { answeredWithin } from './answered-within.js';
import { listThumbnails, startApp, type App } from './app.js';
import { deliverAsEventGrid } from './as-event-grid.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeStorage, type Storage } from './storage.js';

jest.setTimeout(400_000);

const later = cleanUpAfterwards();
/** Another with each run; what fails says which, and `npm run soak -- --seed N` plays it again. */
const seed = Number(process.env['FAULTS_SEED'] ?? Date.now() % 1_000_000);
/** Event Grid waits so long; the app gives up on an event after 25 seconds. */
const DELIVERY_DEADLINE_MS = 30_000;
/** The app gives up on a query after ten seconds; the rest is for a machine that has much to do. */
const REQUEST_DEADLINE_MS = 20_000;

describe(`the app, when one in ten calls to storage and Media Services fails (FAULTS_SEED=${seed})`, () => {
  it('records 1,000 deliveries of 125 jobs without loss or duplicates', async () => {
    const played = await simulateJobs({ jobs: 125, seed, faultRate: 0.1 });
    expect(played.rows).toEqual(played.expected);
    expect(played.deliveries).toBe(1000);
    // A row of each job; and of each asset, into some of which three jobs have written, a record, an entry and three aliases.
    expect(played.expected).toHaveLength(125 + 75 * 5);
    // Every record and entry has the times of the preset: what Media Services did not tell at once was asked again.
    const timed = played.expected.filter((row) => row.includes(String.raw`\"timing\":{\"startMs\":2000`));
    expect(timed).toHaveLength(75 * 2);
    // Faults of all kinds were really played, those before Media Services too.
    expect(played.faults.size).toBeGreaterThanOrEqual(9);
    expect(played.faults.get('stale-etag')).toBeGreaterThan(0);
    expect(played.mediaServicesCalls).toBeGreaterThan(125 * 3);
    expect([...played.mediaServicesFaults.keys()]).toEqual(
      expect.arrayContaining(['busy', 'broken', 'throttled', 'reset', 'lost-answer', 'half-body', 'slow-body', 'late']),
    );
    expect([...played.faults.values()].reduce((sum, times) => sum + times)).toBeGreaterThan(played.calls / 20);
  });

  it('records each asset without loss or duplicates when all its events arrive concurrently', async () => {
    const played = await simulateJobs({ jobs: 40, seed, faultRate: 0.1, byAsset: true });
    expect(played.rows).toEqual(played.expected);
  });

  it('records all jobs without loss or duplicates when the host is killed repeatedly', async () => {
    const played = await simulateJobs({ jobs: 30, seed, faultRate: 0.1, killEvery: 37 });
    expect(played.rows).toEqual(played.expected);
    expect(played.kills).toBeGreaterThanOrEqual(3);
  });
});

describe('the app during a storage outage', () => {
  const jobs = createJobs(20);
  const events = jobs.flatMap((job) => job.events);
  let storage: Storage;
  let proxies: { table: Proxy; blob: Proxy };
  let app: App;
  const fault: { is?: 'silent' } = {};

  beforeAll(async () => {
    storage = await makeStorage();
    await putImages(storage.connectionString, jobs);
    const [table, blob] = await Promise.all(
      [storage.tableUrl, storage.blobUrl].map((url) => startProxy(url, { nextFault: () => fault.is })),
    );
    if (table === undefined || blob === undefined) throw new Error('no proxies');
    proxies = { table, blob };
    later(() => Promise.all([table.stop(), blob.stop()]));
    const through = storage.connectionString.replace(storage.tableUrl, table.url).replace(storage.blobUrl, blob.url);
    app = await startApp(later, {
      MANIFEST_STORAGE_CONNECTION_STRING: through,
      MEDIA_STORAGE_CONNECTION_STRING: through,
      MANIFEST_CACHE_SECONDS: '0',
    });
  });

  function letBeGone(isGone: boolean): void {
    for (const proxy of Object.values(proxies)) proxy.isDown = isGone;
  }

  /** What a caller gets meanwhile, who does not wait for ever. */
  async function expectUnavailable(): Promise<void> {
    const response = await answeredWithin(REQUEST_DEADLINE_MS, app.get('Videos/video-0/Thumbnails'));
    expect([response.status, response.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({ type: 'urn:stillframe:problem:unavailable' });
  }

  it('fails deliveries so that Event Grid retries them, answers queries with 503, and recovers after 30 seconds without a restart', async () => {
    const answers = { meanwhile: [] as number[], afterwards: [] as number[] };
    letBeGone(true);
    const delivering = events.map((event) =>
      deliverAsEventGrid(
        () => app.deliver(event),
        (status) => answers[proxies.table.isDown ? 'meanwhile' : 'afterwards'].push(status),
      ),
    );
    const asking = async (): Promise<void> => {
      const goneUntil = Date.now() + 30_000;
      do await expectUnavailable();
      while (Date.now() < goneUntil);
      letBeGone(false);
    };
    await Promise.all([asking(), ...delivering]);
    expect([...new Set(answers.meanwhile)]).toEqual([500]);
    expect(answers.meanwhile.length).toBeGreaterThanOrEqual(events.length);
    // What was under way when storage came back may have failed still.
    expect(answers.afterwards.filter((status) => status !== 500)).toEqual(events.map(() => 202));

    const [listed] = await listThumbnails(app, 'video-0');
    expect((await fetch((listed?.Url ?? '').replace(proxies.blob.url, storage.blobUrl))).status).toBe(200);
    const rows = await storage.rows();
    await storage.clear();
    for (const event of events) expect(await app.deliver(event)).toBe(202);
    expect(rows).toEqual(await storage.rows());
    expect(rows.filter(({ rowKey }) => rowKey.startsWith('location:'))).toHaveLength((jobs.length / 5) * 3);
  });

  it('fails a delivery within 30 seconds, and a query within 20, when storage does not respond at all', async () => {
    const finished = jobs[0]?.events.at(-1) ?? {};
    await storage.clear();
    fault.is = 'silent';
    const [status] = await Promise.all([
      answeredWithin(DELIVERY_DEADLINE_MS, app.deliver(finished)),
      expectUnavailable(),
    ]);
    expect(status).toBe(500);
    delete fault.is;
    expect(await app.deliver(finished)).toBe(202);
    expect(await listThumbnails(app, 'video-0')).toHaveLength(3);
  });
});

import { startProxy, type Proxy } from '../../bench/proxy.js';
import { playJobs } from '../../bench/soak/play-jobs.js';
import { GUID } from '../builders.js';
import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { startStorage, type Storage } from './storage.js';
import { until } from './until.js';

jest.setTimeout(400_000);

const later = cleanUpAfterwards();
/** Another with each run; what fails says which, and `npm run soak -- --seed N` plays it again. */
const seed = Number(process.env['FAULTS_SEED'] ?? Date.now() % 1_000_000);

describe(`storage and Media Services that fail in one of ten calls (FAULTS_SEED=${seed})`, () => {
  it('loses nothing and doubles nothing of 1,000 deliveries of 125 jobs', async () => {
    const played = await playJobs({ jobs: 125, seed, share: 0.1 });
    expect(played.rows).toEqual(played.expected);
    expect(played.deliveries).toBe(1000);
    // A manifest, a job row and an owner each, and an alias of the asset's name and of its id.
    expect(played.expected).toHaveLength(125 * 5);
    // Every manifest has the times of the preset: what Media Services did not tell at once was asked again.
    expect(played.expected.filter((row) => row.includes(String.raw`\"timing\":{\"startMs\":2000`))).toHaveLength(125);
    // Faults of all kinds were really played, those before Media Services too.
    expect(played.faults.size).toBeGreaterThanOrEqual(8);
    expect(played.faults.get('stale-etag')).toBeGreaterThan(0);
    expect(played.mediaServicesCalls).toBeGreaterThan(125 * 3);
    expect([...played.mediaServicesFaults.keys()]).toEqual(
      expect.arrayContaining(['busy', 'broken', 'throttled', 'reset', 'lost-answer', 'half-body', 'slow-body']),
    );
    expect([...played.faults.values()].reduce((sum, times) => sum + times)).toBeGreaterThan(played.calls / 20);
  });

  it('nor when the host is killed at any time', async () => {
    const played = await playJobs({ jobs: 30, seed, share: 0.1, killEvery: 37 });
    expect(played.rows).toEqual(played.expected);
    expect(played.kills).toBeGreaterThanOrEqual(3);
  });
});

describe('storage that is gone', () => {
  const event = jobFinished({ assetName: `output-${GUID}`, videoId: 'video-1' });
  let storage: Storage;
  let proxies: { table: Proxy; blob: Proxy };
  let app: App;
  const fault: { is?: 'silent' } = {};

  beforeAll(async () => {
    storage = await startStorage(later);
    await storage.putImages(`asset-${GUID}`, { 'Thumbnail000001.jpg': await makeJpeg('64x36') });
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

  /** What a caller gets meanwhile, who waits no longer than Azure's front would. */
  async function expectUnavailable(): Promise<void> {
    const response = await app.get('Videos/video-1/Thumbnails');
    expect([response.status, response.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({ type: 'urn:stillframe:problem:unavailable' });
  }

  it('for half a minute: events are kept by whoever delivers, queries say so, and both go on by themselves', async () => {
    for (const proxy of Object.values(proxies)) proxy.isGone = true;
    const goneUntil = Date.now() + 30_000;
    let refused = 0;
    const delivered = until(
      'the redelivery',
      async () => {
        const status = await app.deliver(event);
        if (status !== 202) refused++;
        return status === 202 ? status : undefined;
      },
      120_000,
    );
    do await expectUnavailable();
    while (Date.now() < goneUntil);
    for (const proxy of Object.values(proxies)) proxy.isGone = false;
    expect(await delivered).toBe(202);
    expect(refused).toBeGreaterThan(0);
    const [listed] = await listThumbnails(app, 'video-1');
    expect((await fetch((listed?.Url ?? '').replace(proxies.blob.url, storage.blobUrl))).status).toBe(200);
  });

  it('and says nothing at all: whoever delivers is told within its 30 seconds, and callers sooner', async () => {
    fault.is = 'silent';
    const patient = AbortSignal.timeout(30_000);
    const [status] = await Promise.all([
      Promise.race([
        app.deliver(event),
        new Promise((resolve) => {
          patient.addEventListener('abort', () => {
            resolve('nobody answered in time');
          });
        }),
      ]),
      expectUnavailable(),
    ]);
    expect(status).toBe(500);
    delete fault.is;
    expect(await app.deliver(event)).toBe(202);
    expect(await listThumbnails(app, 'video-1')).toHaveLength(1);
  });
});

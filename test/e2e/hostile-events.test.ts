import fc from 'fast-check';
import { startProxy } from '../../bench/proxy.js';
import { aBlobCreated, aJobFinished, anEventOutput, anImagesReady, GUID } from '../builders.js';
import { mutatedEvent } from '../mutated-event.js';
import { propertyRuns } from '../setup/property-runs.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished, officialEvent } from './events.js';
import { makeStorage } from './storage.js';
import { until } from './until.js';

jest.setTimeout(120_000);

const later = cleanUpAfterwards();
const { name: account } = accountForTests();
let app: App;
/** What was asked of blob storage: method and path, decoded. */
const asked: string[] = [];

beforeAll(async () => {
  const storage = await makeStorage();
  const image = await makeJpeg('64x36');
  await storage.putImages(`asset-${GUID}`, { 'Thumbnail000001.jpg': image });
  await storage.putImages('private', { 'Thumbnail000001.jpg': image });
  const proxy = await startProxy(storage.blobUrl, {
    onCall: ({ method, target }) => asked.push(`${method} ${target}`),
  });
  later(() => proxy.stop());
  app = await startApp(later, {
    ...storage.settings,
    MEDIA_STORAGE_CONNECTION_STRING: storage.connectionString.replace(storage.blobUrl, proxy.url),
    MARKER_BLOB: '{videoId}/_done',
    IMAGES_READY: 'on',
  });
});

/** Calls about a container that the settings allow, whatever its blobs are called. */
const IN_BOUNDS = new RegExp(String.raw`^[A-Z]+ /${account}/asset-[\da-z-]+[/?](?!.*/\.\./)`);

/** Nested so deep that whoever walks down by calling itself falls. */
const deep: unknown = JSON.parse('['.repeat(1000) + ']'.repeat(1000));
const withOutput = (parts: object) => aJobFinished({ outputs: [anEventOutput({ ...parts })], videoId: 'v' });

/** A marker in the account that the settings allow. */
const aMarker = (container: string, path: string) => ({
  ...aBlobCreated(container, path),
  topic: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/${account}`,
});

const HOSTILE: [string, object][] = [
  ['1 MB of text', aJobFinished({ data: { padding: 'x'.repeat(1024 * 1024) } })],
  ['a video id of 1 MB', aJobFinished({ videoId: 'v'.repeat(1024 * 1024) })],
  ['deep nesting', aJobFinished({ data: { outputs: deep } })],
  ['deep correlation data', aJobFinished({ data: { correlationData: { videoId: deep } } })],
  ['keys of prototypes', JSON.parse('{"__proto__":{"id":"x"},"constructor":{"prototype":{}}}') as object],
  ['100,000 outputs', aJobFinished({ outputs: Array.from({ length: 100_000 }, () => ({ assetName: 'a' })) })],
  ['a path as asset', withOutput({ assetName: '../../private' })],
  ['a URL as asset', withOutput({ assetName: 'http://169.254.169.254/metadata' })],
  ['a path as container', anImagesReady({ videoId: 'v', container: '../private' })],
  ['the logs as container', anImagesReady({ videoId: 'v', container: '$logs' })],
  ['a container that is not allowed', anImagesReady({ videoId: 'v', container: 'private' })],
  [
    'an account that is not allowed',
    anImagesReady({ videoId: 'v', container: `asset-${GUID}`, storageAccount: 'evil' }),
  ],
  ['a prefix with dot segments', anImagesReady({ videoId: 'v', container: `asset-${GUID}`, prefix: '../private' })],
  ['a marker that hasDotSegments', aMarker(`asset-${GUID}`, '../private/_done')],
  ['a marker in another container', aMarker('private', 'v/_done')],
  ['nothing', {}],
];

describe('a hostile event', () => {
  it.each(HOSTILE)('of %s is acknowledged, logged with a reason, and causes no storage call', async (_, event) => {
    asked.length = 0;
    const before = app.output().length;
    expect(await app.deliver(event)).toBe(202);
    expect(asked).toEqual([]);
    expect(app.output().slice(before)).toMatch(/"event":"(event-rejected|location-denied|event-ignored)"/);
    expect((await app.get('health')).status).toBe(200);
  });

  it('of a million outputs is acknowledged, one above the host’s size limit gets 413, and the next valid event is recorded', async () => {
    asked.length = 0;
    const before = app.output().length;
    const outputs = Array.from({ length: 1_000_000 }, (_, i) => ({ assetName: `output-${i}`, state: 'Finished' }));
    expect(await app.deliver(aJobFinished({ outputs, videoId: 'v' }))).toBe(202);
    expect(asked).toEqual([]);
    expect(app.output().slice(before)).toMatch(/"event":"event-rejected",.*"reasons":\["data\.outputs: [^"]*"\]/);
    // 100 MB are the host's limit; Event Grid does not deliver again what is refused as too large.
    expect(await app.deliver(aJobFinished({ data: { padding: 'x'.repeat(100 * 1024 * 1024) } }))).toBe(413);

    expect(await app.deliver(jobFinished({ assetName: `output-${GUID}`, videoId: 'video-1' }))).toBe(202);
    expect(await listThumbnails(app, 'video-1')).toHaveLength(1);
    expect(app.output()).not.toContain('The worker crashed');
  });

  const samples = [
    ...['eventgrid/JobFinished.docs', 'cloudevents/JobFinished.docs', 'eventgrid/JobOutputStateChange.docs'],
    ...['eventgrid/JobStateChange.docs', 'eventgrid/BlobCreated.docs', 'cloudevents/BlobCreated.docs'],
  ].map(officialEvent);
  const ours = [
    jobFinished({ assetName: `output-${GUID}`, videoId: 'v' }),
    aMarker(`asset-${GUID}`, 'v/_done'),
    anImagesReady({ videoId: 'v', container: `asset-${GUID}`, storageAccount: account, prefix: '' }),
  ];
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.constantFrom('../private', '\u0000', '__proto__', '%2e%2e/private', '$logs', `asset-${GUID}`, -1, 1e308, null),
    fc.constantFrom('private', `output-${GUID}/../private`, `/blobServices/default/containers/private/blobs/v/_done`),
  );

  it('mutated from a valid event never stops the host or makes it read outside the allowed containers', async () => {
    let reads = 0;
    await fc.assert(
      fc.asyncProperty(mutatedEvent([...samples, ...ours], junk), async (event) => {
        asked.length = 0;
        // What is not taken is what may pass: a container that is not there yet.
        expect(['taken', 'not-ready']).toContain(await outcomeOf(event));
        expect(asked.filter((call) => !IN_BOUNDS.test(call))).toEqual([]);
        reads += asked.length;
      }),
      { numRuns: propertyRuns(5), examples: [[jobFinished({ assetName: `output-${GUID}`, videoId: 'v' })]] },
    );
    expect((await app.get('health')).status).toBe(200);
    expect(reads).toBeGreaterThan(0);
  });
});

/** What becomes of an event: when it is not taken, what the log says of it. */
async function outcomeOf(event: object): Promise<string> {
  const before = app.output().length;
  const status = await app.deliver(event);
  if (status !== 500) return status === 202 ? 'taken' : `answered ${status}`;
  return until('the word of a failure', () => {
    const [, code] = /"event":"recording-failed".*?"code":"([^"]*)"/.exec(app.output().slice(before)) ?? [];
    return Promise.resolve(code);
  });
}

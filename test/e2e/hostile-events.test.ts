import fc from 'fast-check';
import { startProxy } from '../../bench/proxy.js';
import { aBlobCreated, aJobFinished, anEventOutput, anImagesReady, GUID } from '../builders.js';
import { startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { officialEvent, type WireEvent } from './events.js';
import { startStorage } from './storage.js';

jest.setTimeout(120_000);

const later = cleanUpAfterwards();
let app: App;
/** What was asked of blob storage: method and path, decoded. */
const asked: string[] = [];

beforeAll(async () => {
  const storage = await startStorage(later);
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

/** Nested so deep that whoever walks down by calling itself falls. */
const deep: unknown = JSON.parse('['.repeat(1000) + ']'.repeat(1000));
const withOutput = (parts: object) => aJobFinished({ outputs: [anEventOutput({ ...parts })], videoId: 'v' });

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
  ['a prefix that climbs', anImagesReady({ videoId: 'v', container: `asset-${GUID}`, prefix: '../private' })],
  ['a marker that climbs', aBlobCreated(`asset-${GUID}`, '../private/_done')],
  ['a marker in another container', aBlobCreated('private', 'v/_done')],
  ['nothing', {}],
];

describe('a hostile event', () => {
  it.each(HOSTILE)('of %s is let go with a reason, and reads nothing', async (_, event) => {
    asked.length = 0;
    const before = app.output().length;
    expect(await app.deliver(event)).toBe(202);
    expect(asked).toEqual([]);
    expect(app.output().slice(before)).toMatch(/"event":"(event-rejected|place-refused|event-ignored)"/);
    expect((await app.get('health')).status).toBe(200);
  });

  const samples = ['eventgrid/JobFinished.docs', 'cloudevents/JobFinished.docs', 'eventgrid/JobOutputStateChange.docs'];
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.constantFrom('../private', '\u0000', '__proto__', '%2e%2e/private', '$logs', `asset-${GUID}`, -1, 1e308, null),
  );

  it('made of an official one never harms the host, nor leads it out of what is allowed', async () => {
    asked.length = 0;
    const events = fc.constantFrom(...samples).chain((name) => {
      const event = officialEvent(name);
      const places = [...Object.keys(event), ...Object.keys(event.data).map((key) => `data.${key}`)];
      return fc.tuple(fc.constant(event), fc.constantFrom(...places), junk);
    });
    await fc.assert(
      fc.asyncProperty(events, async ([event, place, value]) => {
        // 500 is for what may pass: a container that is not there yet.
        expect([202, 500]).toContain(await app.deliver(changed(event, place, value)));
      }),
      { numRuns: 150, seed: 20_261_122 },
    );
    expect((await app.get('health')).status).toBe(200);
    expect(asked.filter((call) => !call.includes('/devstoreaccount1/asset-'))).toEqual([]);
  });
});

function changed(event: WireEvent, place: string, value: unknown): object {
  const [member = '', inner] = place.split('.');
  return { ...event, [member]: inner === undefined ? value : { ...event.data, [inner]: value } };
}

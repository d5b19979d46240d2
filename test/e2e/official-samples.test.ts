import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { officialEvent } from './events.js';
import { startOfficialMediaServices } from './official-media-services.js';
import { makeStorage, type Storage } from './storage.js';
import { until } from './until.js';

const FINISHED = [
  'eventgrid/JobFinished.docs',
  'cloudevents/JobFinished.docs',
  'eventgrid/JobOutputStateChange.docs',
  'eventgrid/JobStateChange.docs',
  'cloudevents/JobStateChange.docs',
];
const UNKNOWN_ASSET =
  "asset 'output-7640689F' has no known container: there are no Media Services settings to look it up with, and its name carries no GUID";
const UNKNOWN_JOB =
  "the event names no output, and job '<job-id>' cannot be asked: there are no Media Services settings to read it with";

const later = cleanUpAfterwards();
let storage: Storage;
/** Takes the samples' own correlation data for the id of a video. */
let alone: App;
let withLibrary: App;
let library: Awaited<ReturnType<typeof startOfficialMediaServices>>;

beforeAll(async () => {
  [storage, library] = await Promise.all([makeStorage(), startOfficialMediaServices(later)]);
  [alone, withLibrary] = await Promise.all([
    startApp(later, { ...storage.settings, VIDEO_ID_KEY: 'testKey1' }),
    startApp(later, { ...storage.settings, ...library.settings }),
  ]);
  const [first, second] = await Promise.all([makeJpeg('64x36', 0), makeJpeg('64x36', 1)]);
  await storage.putImages(library.container, { 'Thumbnail000001.jpg': first, 'Thumbnail000002.jpg': second });
});
beforeEach(() => storage.clear());

/** What the app logs of the event that is delivered now, by the names of its log events. */
async function logOf(app: App, sample: string): Promise<string> {
  const before = app.output().length;
  expect(await app.deliver(officialEvent(sample))).toBe(202);
  // The host's own last line of a call.
  return until('the end of the call', () => {
    const printed = app.output().slice(before);
    return Promise.resolve(printed.includes("Executed 'Functions.recordThumbnails'") ? printed : undefined);
  });
}

describe('an official sample of a finished job', () => {
  it.each(FINISHED)('%s is recorded with working URLs when Media Services knows the asset', async (sample) => {
    expect(await logOf(withLibrary, sample)).toContain('"manifest-recorded"');
    const listed = await listThumbnails(withLibrary, library.videoId);
    expect(listed.map(({ Kind, Height, Width, Index }) => [Kind, Height, Width, Index])).toEqual([
      ['Thumbnail', 36, 64, 1],
      ['Thumbnail', 36, 64, 2],
    ]);
    for (const { Url } of listed) {
      const response = await fetch(Url);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(500);
    }
    expect(await listThumbnails(withLibrary, 'output-7640689F')).toEqual(listed);
  });

  it.each(FINISHED)('%s is acknowledged and rejected with a reason without Media Services', async (sample) => {
    const log = await logOf(alone, sample);
    expect(log).toContain('"event-rejected"');
    expect(log).toContain(sample.includes('JobStateChange') ? UNKNOWN_JOB : UNKNOWN_ASSET);
    expect((await storage.rows()).filter(({ rowKey }) => rowKey.startsWith('location:'))).toEqual([]);
  });
});

describe('an official sample of a job in progress', () => {
  it.each([
    ['eventgrid/JobScheduled.derived', 'Scheduled', ''],
    ['eventgrid/JobProcessing.docs', 'Processing', ''],
    ['cloudevents/JobProcessing.docs', 'Processing', ''],
    ['eventgrid/JobCanceling.derived', 'Canceling', ''],
    ['eventgrid/JobOutputProcessing.docs', 'Processing', 'output-7640689F'],
  ])('%s saves the job state for the video in its correlation data', async (sample, state, output) => {
    expect(await logOf(alone, sample)).toContain('"job-state-saved"');
    const { eventTime, time = eventTime } = officialEvent(sample);
    // Seven decimals and no zone: it is UTC, and milliseconds are kept.
    const at = new Date(`${String(time).slice(0, 23)}Z`);
    const names = { transform: 'VideoAnalyzerTransform', job: '<job-id>' };
    expect(await storage.rows()).toMatchObject([{ partitionKey: 'testValue1', ...names, output, state, at }]);
    // Of 2018: nobody is still at work on it.
    expect(await (await alone.get('Videos/testValue1/Status')).json()).toMatchObject({ Status: 'Failed' });
  });

  it('is acknowledged without a change when no correlation data names the video', async () => {
    expect(await logOf(withLibrary, 'eventgrid/JobProcessing.docs')).toContain('no correlation data names the video');
    expect(await storage.rows()).toEqual([]);
  });
});

describe('an official sample of another event', () => {
  it.each([
    'eventgrid/JobOutputProgress.docs',
    'eventgrid/BlobCreated.docs',
    'eventgrid/BlobDeleted.docs',
    'cloudevents/BlobCreated.docs',
    'cloudevents/BlobDeleted.docs',
  ])('%s is acknowledged and ignored', async (sample) => {
    expect(await logOf(withLibrary, sample)).toContain('"event-ignored"');
    expect(await storage.rows()).toEqual([]);
  });

  it('that validates a subscription gets its validation code back', async () => {
    const event = officialEvent('eventgrid/SubscriptionValidation.docs');
    const webhook = `http://127.0.0.1:${alone.port}/runtime/webhooks/EventGrid?functionName=recordThumbnails`;
    const headers = { 'content-type': 'application/json', 'aeg-event-type': 'SubscriptionValidation' };
    const response = await fetch(webhook, { method: 'POST', headers, body: JSON.stringify([event]) });
    expect([response.status, await response.json()]).toEqual([
      200,
      { validationResponse: event.data['validationCode'] },
    ]);
  });
});

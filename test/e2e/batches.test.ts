import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished, type WireEvent } from './events.js';
import { makeStorage } from './storage.js';

jest.setTimeout(60_000);

const later = cleanUpAfterwards();
const GUIDS = ['1', '2', '3', '4', '5', '6'].map((digit) => `0c5f2a3e-5d0d-4c0f-9a3b-0e3f7a3f6c0${digit}`);
let app: App;

beforeAll(async () => {
  const storage = await makeStorage();
  for (const guid of GUIDS)
    await storage.putImages(`asset-${guid}`, { 'Thumbnail000001.jpg': await makeJpeg('64x36') });
  app = await startApp(later, storage.settings);
});

async function post(events: readonly object[], contentType: string): Promise<number> {
  const url = `http://127.0.0.1:${app.port}/runtime/webhooks/EventGrid?functionName=recordThumbnails`;
  const headers = { 'content-type': contentType, 'aeg-event-type': 'Notification' };
  const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(events) });
  return status;
}

/** The same event in the schema of CloudEvents, as Event Grid writes it. */
function toCloudEvent({ id, topic, subject, eventType, eventTime, data }: WireEvent): object {
  return { specversion: '1.0', id, source: topic, subject, type: eventType, time: eventTime, data };
}

describe('a delivery of several events', () => {
  it.each([
    ['Event Grid', 'application/json', GUIDS.slice(0, 3), (event: WireEvent): object => event],
    ['CloudEvents', 'application/cloudevents-batch+json; charset=utf-8', GUIDS.slice(3), toCloudEvent],
  ])('is recorded completely in the %s schema', async (_, contentType, guids, toSchema) => {
    const events = guids.map((guid) =>
      toSchema(jobFinished({ assetName: `output-${guid}`, videoId: `video-${guid}` })),
    );
    expect(await post(events, contentType)).toBe(202);
    const lists = await Promise.all(guids.map((guid) => listThumbnails(app, `video-${guid}`)));
    expect(lists.map((images) => images.length)).toEqual([1, 1, 1]);
  });
});

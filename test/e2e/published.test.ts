import { TableClient } from '@azure/data-tables';
import { startTopic, type TopicServer } from '../topic-server.js';
import { startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { makeStorage, type Storage } from './storage.js';
import { until } from './until.js';

jest.setTimeout(90_000);

const GUID = '32606e0e-dac6-4404-88b4-e97cc3475591';
const ADMIN_KEY = 'the-key-of-the-operators-0123456789-abc';
const TOPIC_KEY = 'the-key-of-the-topic-0123456789';

const later = cleanUpAfterwards();
let storage: Storage;
let topic: TopicServer;

beforeAll(async () => {
  storage = await makeStorage();
  topic = await startTopic();
  later(() => topic.stop());
  await storage.putImages(`asset-${GUID}`, { 'Thumbnail000001.jpg': await makeJpeg('64x36') });
});

const finished = jobFinished({ assetName: `output-${GUID}`, videoId: 'video-1' });
const deleteVideo = (app: App) => app.ask('DELETE', 'Videos/video-1', { 'x-stillframe-admin-key': ADMIN_KEY });
/** The lines of one event that the app has logged. */
const linesOf = (app: App, event: string) =>
  [...app.output().matchAll(/\{"event":[^\n]*\}/g)]
    .map(([line]) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['event'] === event);

/** Makes what is in the outbox look older than any invocation, and runs the timer's function. */
async function sweep(app: App): Promise<void> {
  const table = TableClient.fromConnectionString(storage.connectionString, 'thumbnails', {
    allowInsecureConnection: true,
  });
  for (const { partitionKey, rowKey } of (await storage.rows()).filter((row) => row.partitionKey === '~outbox')) {
    await table.updateEntity({ partitionKey, rowKey, since: new Date(Date.now() - 600_000) }, 'Merge');
  }
  const url = `http://127.0.0.1:${app.port}/admin/functions/retryPublications`;
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(202);
}

describe('the change event topic', () => {
  it('receives recorded and deleted changes, even if it was unavailable at first', async () => {
    const settings = { PUBLISH_TOPIC_ENDPOINT: topic.endpoint, PUBLISH_TOPIC_KEY: TOPIC_KEY, ADMIN_KEYS: ADMIN_KEY };
    const app = await startApp(later, { ...storage.settings, ...settings });
    topic.always = 503;
    expect(await app.deliver(finished)).toBe(500);
    expect((await app.get('Videos/video-1/Thumbnails')).status).toBe(200);
    expect(linesOf(app, 'publish-failed')).toMatchObject([{ code: 'unavailable', topicCalls: 3 }]);
    expect(linesOf(app, 'recording-failed')).toEqual([]);

    topic.always = 200;
    const etag = (await app.get('Videos/video-1/Thumbnails')).headers.get('etag');
    for (let time = 0; time < 2; time++) expect(await app.deliver(finished)).toBe(202);
    expect(topic.taken).toMatchObject([
      { type: 'Stillframe.ThumbnailsRecorded', source: '/stillframe/thumbnails', data: { outcome: 'created' } },
    ]);
    expect(linesOf(app, 'change-published')).toMatchObject([{ id: topic.taken[0]?.id, topicCalls: 1 }]);
    // Neither publishing nor the note of it is a change to whoever asks for the images.
    expect((await app.get('Videos/video-1/Thumbnails')).headers.get('etag')).toBe(etag);

    topic.always = 401;
    expect((await deleteVideo(app)).status).toBe(204);
    expect(linesOf(app, 'access-denied')).toMatchObject([{ reason: 'the topic: answered 401' }]);
    topic.always = 200;
    await sweep(app);
    await until('the event', () => Promise.resolve(topic.taken[1]));
    expect(topic.taken[1]).toMatchObject({ type: 'Stillframe.VideoDeleted', data: { videoId: 'video-1' } });
    await until('the line', () => Promise.resolve(linesOf(app, 'publications-retried')[0]));
    expect((await storage.rows()).filter(({ partitionKey }) => partitionKey === '~outbox')).toEqual([]);
    expect(app.output()).not.toContain(TOPIC_KEY);
  });

  it('receives no call when it is not configured, and the rows have no publication fields', async () => {
    await storage.clear();
    const app = await startApp(later, { ...storage.settings, ADMIN_KEYS: ADMIN_KEY });
    topic.asked.length = 0;
    expect(await app.deliver({ ...finished, eventTime: new Date().toISOString() })).toBe(202);
    expect((await deleteVideo(app)).status).toBe(204);
    await sweep(app);
    const rows = await storage.rows();
    expect(rows.filter(({ rowKey }) => ['record', 'video'].includes(rowKey))).toHaveLength(2);
    expect(rows.filter(({ partitionKey }) => partitionKey === '~outbox')).toEqual([]);
    for (const row of rows) expect(Object.keys(row)).not.toContain('publishedVersion');
    expect(topic.asked).toEqual([]);
  });
});

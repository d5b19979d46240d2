import { TableClient } from '@azure/data-tables';
import { startTopic } from '../topic-server.js';
import { startApp } from './app.js';
import { readLines, startBackfill } from './backfill-run.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { makeStorage } from './storage.js';
import { until } from './until.js';

jest.setTimeout(90_000);

const later = cleanUpAfterwards();

describe('npm run backfill -- --publish', () => {
  it('queues changes for the app to publish, and the same command without --publish queues none', async () => {
    const [storage, topic, folder] = await Promise.all([makeStorage(), startTopic(), temporaryFolder(later)]);
    later(() => topic.stop());
    const image = await makeJpeg('64x36');
    await storage.putImages('asset-quiet', { 'a_000001.jpg': image });
    const settings = { ...storage.settings, PUBLISH_TOPIC_ENDPOINT: topic.endpoint, PUBLISH_TOPIC_KEY: 'a-key' };
    let runs = 0;
    const backfill = async (given: Record<string, string>, ...args: string[]) => {
      const checkpoint = ['--checkpoint', `${folder}/${++runs}.json`];
      return startBackfill(later, given, ['--json', ...checkpoint, ...args]).ended;
    };
    const outbox = async () => (await storage.rows()).filter(({ partitionKey }) => partitionKey === '~outbox');

    expect((await backfill(settings)).code).toBe(0);
    expect(await outbox()).toEqual([]);
    await storage.putImages('asset-loud', { 'a_000001.jpg': image });
    expect((await backfill(settings, '--publish', '--dry-run')).code).toBe(0);
    expect(await outbox()).toEqual([]);
    const told = readLines(await backfill(settings, '--publish'));
    expect(told.summary?.outcomes).toEqual({ created: 1, unchanged: 1 });
    expect(await outbox()).toHaveLength(1);
    expect(topic.asked).toEqual([]);

    // The timer leaves alone what was written just now: its writer may be about to publish it.
    const table = TableClient.fromConnectionString(storage.connectionString, 'thumbnails', {
      allowInsecureConnection: true,
    });
    for (const { partitionKey, rowKey } of await outbox()) {
      await table.updateEntity({ partitionKey, rowKey, since: new Date(Date.now() - 600_000) }, 'Merge');
    }
    const app = await startApp(later, settings);
    await fetch(`http://127.0.0.1:${app.port}/admin/functions/retryPublications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await until('the event', () => Promise.resolve(topic.taken[0]));
    expect(topic.taken).toMatchObject([
      { type: 'Stillframe.ThumbnailsRecorded', data: { videoId: 'asset-loud', outcome: 'created' } },
    ]);
    await until('the empty outbox', async () => ((await outbox()).length === 0 ? true : undefined));

    const { code, stderr } = await backfill(storage.settings, '--publish');
    expect([code, stderr]).toEqual([1, expect.stringContaining('PUBLISH_TOPIC_ENDPOINT')]);
  });
});

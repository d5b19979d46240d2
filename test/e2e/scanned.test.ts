import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { makeStorage } from './storage.js';
import { until } from './until.js';

jest.setTimeout(90_000);

const later = cleanUpAfterwards();
const GUIDS = ['32606e0e-dac6-4404-88b4-e97cc3475591', '32606e0e-dac6-4404-88b4-e97cc3475592'] as const;

/** Runs the timer's function now, as an operator may, and gives the line that it ends with. */
async function run(app: App): Promise<Record<string, unknown>> {
  const before = app.output().length;
  const response = await fetch(`http://127.0.0.1:${app.port}/admin/functions/scanLocations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBe(202);
  return until('the line of the run', () => {
    const line = /\{"event":"locations-scanned[^\n]*\}/.exec(app.output().slice(before))?.[0];
    return Promise.resolve(line === undefined ? undefined : (JSON.parse(line) as Record<string, unknown>));
  });
}

describe('scanLocations', () => {
  it('removes the images of a location that is missing in two scans a day apart, and keeps the other locations', async () => {
    const storage = await makeStorage();
    const image = await makeJpeg('64x36');
    for (const guid of GUIDS) await storage.putImages(`asset-${guid}`, { 'Thumbnail000001.jpg': image });
    const app = await startApp(later, storage.settings);
    for (const [i, guid] of GUIDS.entries()) {
      await app.deliver(jobFinished({ assetName: `output-${guid}`, videoId: `video-${String(i)}` }));
    }
    expect(await run(app)).toMatchObject({ outcome: 'through', checked: 2, missing: 0, blobCalls: 2 });

    const blobs = BlobServiceClient.fromConnectionString(storage.connectionString);
    await blobs.getContainerClient(`asset-${GUIDS[0]}`).delete();
    expect(await run(app)).toMatchObject({ missing: 1, removed: 0 });
    expect((await app.get('Videos/video-0/Thumbnails')).status).toBe(200);

    const table = TableClient.fromConnectionString(storage.connectionString, 'thumbnails', {
      allowInsecureConnection: true,
    });
    const record = (await storage.rows()).find(({ owner }) => owner === 'video-0');
    // The recorded sample is of 2018, so a day ago is later still.
    await table.updateEntity(
      { partitionKey: record?.partitionKey ?? '', rowKey: 'record', missingSince: new Date(Date.now() - 86_400_000) },
      'Merge',
    );
    expect(await run(app)).toMatchObject({ removed: 0, deferred: 1 });
    await table.updateEntity({ partitionKey: '~scan', rowKey: 'cursor', checked: 99 }, 'Merge');
    expect(await run(app)).toMatchObject({ removed: 1, deferred: 0 });
    expect(app.output()).toContain('"event":"manifest-removed","videoId":"video-0"');
    // The state of its job is still known; of images there are none any more.
    expect(await listThumbnails(app, 'video-0')).toEqual([]);
    expect(await listThumbnails(app, 'video-1')).toHaveLength(1);
  });

  it('does nothing with SCAN_CALLS=0, and fails with an error when the settings are wrong', async () => {
    const storage = await makeStorage();
    await storage.clear();
    const off = await startApp(later, { ...storage.settings, SCAN_CALLS: '0' });
    const wrong = await startApp(later, { ...storage.settings, SCAN_CALLS: '19' });
    for (const app of [off, wrong]) {
      await fetch(`http://127.0.0.1:${app.port}/admin/functions/scanLocations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
    }
    await until('the failure', () => Promise.resolve(wrong.output().includes('SCAN_CALLS') || undefined));
    expect(await storage.rows()).toEqual([]);
    expect((await wrong.get('health/ready')).status).toBe(503);
  });
});

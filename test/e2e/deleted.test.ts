import { aBlobCreated } from '../builders.js';
import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished, type WireEvent } from './events.js';
import { startHoldingProxy, type Hold, type HoldingProxy } from './holding-proxy.js';
import { makeStorage, type Row, type Storage } from './storage.js';

jest.setTimeout(90_000);

const GUID = '32606e0e-dac6-4404-88b4-e97cc3475591';
const ASSET = `output-${GUID}`;
const KEYS = ['the-old-key-of-the-operators-0123456789', 'the-new-key-of-the-operators-0123456789'];
const NAMES = ['video-1', ASSET, GUID, `asset-${GUID}`];

const later = cleanUpAfterwards();
let storage: Storage;
let proxy: HoldingProxy;
let settings: Record<string, string>;

beforeAll(async () => {
  storage = await makeStorage();
  proxy = await startHoldingProxy(later, storage.tableUrl);
  const throughProxy = storage.connectionString.replace(storage.tableUrl, proxy.url);
  settings = {
    ...storage.settings,
    MANIFEST_STORAGE_CONNECTION_STRING: throughProxy,
    ADMIN_KEYS: KEYS.join(','),
    MARKER_BLOB: '_done',
  };
  await storage.putImages(`asset-${GUID}`, { 'Thumbnail000001.jpg': await makeJpeg('64x36') });
});

/** The job's event with the time at which it was raised: by now, or long ago. */
const finished = (at: Date): WireEvent => ({
  ...jobFinished({ assetName: ASSET, videoId: 'video-1' }),
  eventTime: at.toISOString(),
});
const longAgo = new Date(Date.now() - 3_600_000);

function deleteVideo(app: App, id: string, key = KEYS[1] ?? ''): Promise<Response> {
  const headers = key === '' ? {} : { 'x-stillframe-admin-key': key };
  return app.ask('DELETE', `Videos/${encodeURIComponent(id)}`, headers);
}

async function statusesOf(app: App): Promise<number[]> {
  const paths = NAMES.flatMap((name) => [`Videos/${name}/Thumbnails`, `Videos/${name}/Status`]);
  return Promise.all(paths.map(async (path) => (await app.get(path)).status));
}
const unknown = NAMES.flatMap(() => [404, 404]);

/** Rows by what they are, without the keys that hash a location. */
const kinds = (rows: readonly Row[]): string[] =>
  rows
    .map(({ partitionKey, rowKey }) => (partitionKey.startsWith('~tomb') ? 'listed' : (rowKey.split(':')[0] ?? '')))
    .sort();
/** The tombstone and its row in the list; and of the location, which stays the video's, what shows no image. */
const DELETED = ['alias', 'alias', 'alias', 'listed', 'location', 'record', 'video'];
const hasImages = (rows: readonly Row[]): boolean =>
  rows.some((row) => row['hasContent'] === true || row['images'] === 1);

describe('a DELETE request for a video', () => {
  it('hides the video by all its names immediately, also after older events, until a newer encode', async () => {
    const app = await startApp(later, { ...settings, MANIFEST_CACHE_SECONDS: '3600' });
    await storage.clear();
    expect(await app.deliver(finished(longAgo))).toBe(202);
    const [before] = await listThumbnails(app, 'video-1');
    expect(await statusesOf(app)).toEqual(NAMES.flatMap(() => [200, 200]));
    expect(hasImages(await storage.rows())).toBe(true);

    for (const key of ['', 'wrong', KEYS.join(',')]) {
      const refused = await deleteVideo(app, 'video-1', key);
      expect([refused.status, await refused.json()]).toMatchObject([403, { type: 'urn:stillframe:problem:forbidden' }]);
    }
    const done = await deleteVideo(app, ASSET, KEYS[0]);
    expect([done.status, await done.text()]).toEqual([204, '']);
    expect(await statusesOf(app)).toEqual(unknown);
    // The name by which it was deleted has a tombstone too.
    const deleted = [...DELETED, 'listed', 'video'].sort();
    expect(kinds(await storage.rows())).toEqual(deleted);
    expect(hasImages(await storage.rows())).toBe(false);
    expect((await deleteVideo(app, 'video-1')).status).toBe(404);
    expect((await fetch(before?.Url ?? '')).status).toBe(200);

    const marker = aBlobCreated(`asset-${GUID}`, '_done', longAgo.toISOString());
    const events = [finished(longAgo), { ...marker, topic: marker.topic.replace('contosomedia', storage.name) }];
    for (const event of events) expect(await app.deliver(event)).toBe(202);
    expect(await statusesOf(app)).toEqual(unknown);
    expect(kinds(await storage.rows())).toEqual(deleted);
    expect(hasImages(await storage.rows())).toBe(false);

    expect(await app.deliver(finished(new Date(Date.now() + 1000)))).toBe(202);
    expect(await listThumbnails(app, ASSET)).toMatchObject([{ VideoId: 'video-1', Kind: 'Poster' }]);
    for (const key of KEYS) expect(app.output()).not.toContain(key);
  });

  it('is forbidden when no admin key is set', async () => {
    const app = await startApp(later, { ...settings, ADMIN_KEYS: '' });
    expect((await deleteVideo(app, 'video-1', KEYS[0])).status).toBe(403);
  });
});

describe('a host killed during a delete', () => {
  // The list of tombstones, the tombstone, the record, the entry, the state of its job.
  const WRITES = 5;
  const TOMBSTONE = 1;
  it.each(
    Array.from({ length: WRITES }, (_, number) => number).flatMap((number) =>
      (['before', 'after'] as const).map((where) => ({ number, where })),
    ),
  )('hides the video after the tombstone and finishes on a retry: killed $where write $number', async (at) => {
    const { number, where }: { number: number; where: Hold } = at;
    let app = await startApp(later, settings);
    await storage.clear();
    proxy.release();
    await app.deliver(finished(longAgo));
    const held = proxy.hold((_, i) => i === number, where);
    const asked = deleteVideo(app, 'video-1').then(
      () => 'an answer',
      () => 'none',
    );
    await held;
    app.process.kill('SIGKILL');
    await app.ended;
    expect(await asked).toBe('none');

    proxy.release();
    app = await startApp(later, settings);
    const isHidden = number > TOMBSTONE || (number === TOMBSTONE && where === 'after');
    if (isHidden) expect(await statusesOf(app)).toEqual(unknown);
    expect((await deleteVideo(app, 'video-1')).status).toBe(isHidden ? 404 : 204);
    expect(await statusesOf(app)).toEqual(unknown);
    expect(await app.deliver(finished(longAgo))).toBe(202);
    expect(kinds(await storage.rows())).toEqual(DELETED);
    expect(hasImages(await storage.rows())).toBe(false);
  });
});

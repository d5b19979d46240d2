import { aBlobCreated, anImagesReady } from '../builders.js';
import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { startHierarchicalProxy } from './hierarchical-proxy.js';
import { makeStorage, type Storage } from './storage.js';

const later = cleanUpAfterwards();
let storage: Storage;
let app: App;

beforeAll(async () => {
  storage = await makeStorage();
  const hierarchical = await startHierarchicalProxy(later, storage.blobUrl);
  const connectionString = storage.connectionString.replace(/BlobEndpoint=[^;]*/, `BlobEndpoint=${hierarchical}`);
  const settings = { MEDIA_STORAGE_CONNECTION_STRING: connectionString, MARKER_BLOB: '_done', IMAGES_READY: 'on' };
  app = await startApp(later, { ...storage.settings, ...settings });
});

/** What became of the recordings so far. */
const outcomes = () => [...app.output().matchAll(/"manifest-recorded".*?"outcome":"(\w+)"/g)].map(([, one]) => one);

describe('the app with a hierarchical namespace account', () => {
  it('lists the images in folders once, though a marker raises an event when created and when closed', async () => {
    const image = await makeJpeg('64x36', 0);
    await storage.putImages('asset-tree', {
      'thumbs/small/a_000001.jpg': image,
      'thumbs/small/a_000002.jpg': image,
      _done: Buffer.alloc(0),
    });
    const { topic, ...marker } = aBlobCreated('asset-tree', '_done');
    const told = { ...marker, topic: topic.replace('contosomedia', storage.name) };
    const made = { ...told, id: 'made', data: { api: 'CreateFile', contentLength: 0, blobType: 'BlockBlob' } };
    const closed = {
      ...told,
      id: 'closed',
      eventTime: new Date(Date.parse(told.eventTime) + 1000).toISOString(),
      data: { api: 'FlushWithClose', contentLength: 0, contentOffset: 0, blobType: 'BlockBlob' },
    };
    expect([await app.deliver(made), await app.deliver(closed)]).toEqual([202, 202]);
    expect(outcomes()).toEqual(['created', 'unchanged']);
    const listed = await listThumbnails(app, 'asset-tree');
    expect(
      listed.map(({ Kind, Index, Url }) => [Kind, Index, new URL(Url).pathname.split('/').slice(3).join('/')]),
    ).toEqual([
      ['Thumbnail', 1, 'thumbs/small/a_000001.jpg'],
      ['Thumbnail', 2, 'thumbs/small/a_000002.jpg'],
    ]);
  });

  it('fails the delivery for a retry when a location contains only folders', async () => {
    await storage.putImages('asset-folders', {});
    const ready = anImagesReady({ videoId: 'v', container: 'asset-folders' }, new Date().toISOString());
    expect(await app.deliver(ready)).toBe(500);
    expect(app.output()).toContain('asset-folders/: there are no blobs so far');
    expect((await app.get('Videos/v/Thumbnails')).status).toBe(404);
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aJobFinished } from '../builders.js';
import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { makeStorage } from './storage.js';

const later = cleanUpAfterwards();
/** A name that was used twice: the asset was deleted and made again, and with it its container. */
const NAME = 'output-1';
const ASSETS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
const ADMIN_KEY = 'an-admin-key-of-thirty-two-letters';
const admin = { 'x-stillframe-admin-key': ADMIN_KEY };

/** Media Services that knows one asset: the one that has the name now. */
async function startMediaServices() {
  const known = { assetId: '' };
  const server = createServer((request, response) => {
    const isToken = request.method === 'POST';
    const isAsset = request.url?.includes(`/assets/${NAME}?`) === true;
    const properties = { assetId: known.assetId, container: `asset-${known.assetId}` };
    response.writeHead(isToken || isAsset ? 200 : 404, { 'content-type': 'application/json' });
    response.end(isToken ? 'token' : JSON.stringify(isAsset ? { name: NAME, properties } : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => {
    server.close();
    server.closeAllConnections();
  });
  const settings = {
    MEDIA_SERVICES_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    MEDIA_SERVICES_SUBSCRIPTION_ID: 's',
    MEDIA_SERVICES_RESOURCE_GROUP: 'g',
    MEDIA_SERVICES_ACCOUNT: 'm',
    MEDIA_SERVICES_API_KEY: 'k',
  };
  return { known, settings };
}

describe('a name claimed by two recorded videos', () => {
  let app: App;
  beforeAll(async () => {
    const [storage, media, image] = await Promise.all([makeStorage(), startMediaServices(), makeJpeg('64x36', 0)]);
    app = await startApp(later, { ...storage.settings, ...media.settings, ADMIN_KEYS: ADMIN_KEY });
    for (const [i, assetId] of ASSETS.entries()) {
      await storage.putImages(`asset-${assetId}`, { 'Poster.jpg': image });
      media.known.assetId = assetId;
      expect(await app.deliver(aJobFinished({ videoId: `video-${String(i + 1)}` }))).toBe(202);
    }
  });

  it.each([
    'Thumbnails',
    'Thumbnail.jpg',
    'Thumbnails.vtt',
    'Storyboard.json',
    'Thumbnails.m3u8',
    'Status',
    'ContactSheet',
  ])('gets 409 from %s, and the own names of each video do not', async (route) => {
    const response = await app.get(`Videos/${NAME}/${route}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([409, 'application/problem+json']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ type: 'urn:stillframe:problem:ambiguous-video', status: 409 });
    for (const own of ['video-1', ...ASSETS]) {
      expect((await app.get(`Videos/${own}/${route}`)).status).not.toBe(409);
    }
  });

  it('gets an error in a batch query, and the other videos get their results', async () => {
    const response = await app.get(`Thumbnails?videoIds=video-1,${NAME}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      Results: [
        { VideoId: 'video-1', Status: 'found' },
        { VideoId: NAME, Status: 'error', Problem: { type: 'urn:stillframe:problem:ambiguous-video' } },
      ],
    });
  });

  it('cannot be used to delete a video, and leads to the remaining video after one of them is deleted', async () => {
    expect((await app.ask('DELETE', `Videos/${NAME}`, admin)).status).toBe(409);
    expect((await app.ask('DELETE', 'Videos/video-1', admin)).status).toBe(204);
    expect(await listThumbnails(app, NAME)).toMatchObject([{ VideoId: 'video-2' }]);
  });
});

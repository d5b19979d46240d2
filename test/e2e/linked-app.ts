import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostKeysSchema } from '../../local/functions-host/keys/host-keys.js';
import type { LinksResource } from '../../src/functions/get-links.js';
import { anImagesReady } from '../builders.js';
import { startApp } from './app.js';
import { temporaryFolder, type Later } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { askRaw } from './raw-request.js';
import { makeStorage } from './storage.js';

export const SECRET = 'the-secret-that-signs-links-0123456789';
export const ADMIN_KEY = 'the-key-of-the-operators-0123456789';
/** The names tell when each was taken. */
export const NAMES = ['clip_00-00-00_1.jpg', 'clip_00-00-05_2.jpg', 'clip_00-00-10_3.jpg'];

/**
 * An app that makes links and whose host asks for keys, as in Azure, and a poster and three thumbnails of each video. The
 * events come to a host over the same storage that asks for none.
 */
export async function startLinkedApp(later: Later, videoIds: readonly string[], more: Record<string, string> = {}) {
  const storage = await makeStorage();
  const images: Record<string, Buffer> = { 'Poster.jpg': await makeJpeg('128x72') };
  for (const [second, name] of NAMES.entries()) images[name] = await makeJpeg('64x36', second);
  const open = await startApp(later, { ...storage.settings, IMAGES_READY: 'on' });
  for (const videoId of videoIds) {
    await storage.putImages(`asset-${videoId}`, images);
    const at = new Date(Date.now() - 60_000).toISOString();
    expect(await open.deliver(anImagesReady({ videoId, container: `asset-${videoId}` }, at))).toBe(202);
  }
  const data = await temporaryFolder(later);
  const settings = { ...storage.settings, LINK_KEYS: `2026:${SECRET}`, ADMIN_KEYS: ADMIN_KEY, ...more };
  const app = await startApp(later, settings, 0, process.cwd(), ['--auth', '--data', data]);
  const keys = hostKeysSchema.parse(JSON.parse(readFileSync(join(data, 'keys.json'), 'utf8')));
  const functionKey = keys.functionKeys['default'] ?? '';

  const withKey = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    askRaw(app.port, method, `/api/Videos/${path}`, { 'x-functions-key': functionKey, ...headers });
  return {
    app,
    storage,
    images,
    functionKey,
    withKey,
    linksOf: async (videoId: string) => {
      const { body } = await withKey(`${videoId}/Links`);
      const { VideoId, Expires, ...links } = JSON.parse(body.toString()) as LinksResource;
      expect([VideoId, new Date(Expires) > new Date()]).toEqual([videoId, true]);
      return links as Record<keyof typeof links, string>;
    },
    /** Asks for a URL of the app without any key. */
    follow: (url: string, method = 'GET', headers: Record<string, string> = {}) => {
      const { origin, pathname, search } = new URL(url);
      expect(origin).toBe(`http://localhost:${app.port}`);
      return askRaw(app.port, method, pathname + search, headers);
    },
  };
}

export type LinkedApp = Awaited<ReturnType<typeof startLinkedApp>>;

export const tokenOf = (url: string): string => new URL(url).pathname.split('/')[3] ?? '';

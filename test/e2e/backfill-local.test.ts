import { join } from 'node:path';
import { askApi } from './app.js';
import { readLines, startBackfill } from './backfill-run.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { startEncodingApp } from './encoding-app.js';
import { makeStorage, type Storage } from './storage.js';

jest.setTimeout(60_000);

const later = cleanUpAfterwards();
let stack: Awaited<ReturnType<typeof startEncodingApp>>;
let storage: Storage;

beforeAll(async () => {
  storage = await makeStorage();
  await storage.putImages('asset-cat', { 'Thumbnail000001.jpg': await makeJpeg('64x36') });
  stack = await startEncodingApp(later);
});
beforeEach(() => storage.clear());

const SAMPLE = {
  MANIFEST_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
  MEDIA_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
};

describe('npm run backfill beside npm start', () => {
  it.each([
    ['no settings', {}],
    ['the settings of the sample', SAMPLE],
  ])('records in what runs here with %s, and names a contact sheet there', async (_, settings) => {
    const { code, stdout, stderr } = await startBackfill(later, settings, ['--data', stack.dataFolder]).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^created +\S+\/asset-cat\/ → asset-cat \(by name\): 1 poster\n/);
    const sheet = `${stack.apiUrl}/api/Videos/asset-cat/ContactSheet`;
    expect(stdout.endsWith(`Look at one of them: ${sheet}\n`)).toBe(true);
    expect((await askApi('GET', sheet)).status).toBe(200);
  });

  it('uses other storage where the settings name it', async () => {
    const elsewhere = storage.connectionString.replace(/AccountKey=[^;]*/, 'AccountKey=d3Jvbmc=');
    const settings = { MANIFEST_STORAGE_CONNECTION_STRING: elsewhere, MEDIA_STORAGE_CONNECTION_STRING: elsewhere };
    const { code, stderr } = await startBackfill(later, settings, ['--data', stack.dataFolder]).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('answered 403') as string });
    expect(await storage.rows()).toEqual([]);
  });

  it('names the address where nothing listens, and what to start', async () => {
    const closed = storage.connectionString.replace(/TableEndpoint=[^;]*/, 'TableEndpoint=http://127.0.0.1:9/account');
    const settings = { ...storage.settings, MANIFEST_STORAGE_CONNECTION_STRING: closed };
    const { code, stderr } = await startBackfill(later, settings, ['--data', join(stack.folder, 'idle')]).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The manifests cannot be reached: .* from http:\/\/127\.0\.0\.1:9; .*npm start\.\n$/);
    const none = await startBackfill(later, {}, ['--data', join(stack.folder, 'idle')]).ended;
    expect(none.stderr).toContain('npm start');
  });

  it('takes a single image where it is asked for', async () => {
    await storage.putImages('asset-logo', { 'logo.jpg': await makeJpeg('64x36') });
    const run = async (...args: string[]) =>
      readLines(await startBackfill(later, {}, ['--data', stack.dataFolder, '--json', ...args]).ended).lines[0];
    const logo = ['--prefix', 'asset-log'];
    expect(await run(...logo)).toMatchObject({ outcome: 'single-image', single: 'logo.jpg' });
    expect(await run(...logo, '--dry-run', '--single-images')).toMatchObject({ outcome: 'created' });
    expect(await run('--prefix', 'asset-logo')).toMatchObject({ outcome: 'created' });
  });
});

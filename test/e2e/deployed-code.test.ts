import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { BlobServiceClient } from '@azure/storage-blob';
import { loadFolder } from '../../infra/package/load-folder.js';
import { startAzuriteWithEntraId, startIdentityEndpoint } from '../integration/entra-id.js';
import { listThumbnails, startApp } from './app.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished, officialEvent } from './events.js';
import { startOfficialMediaServices } from './official-media-services.js';
import { makeStorage } from './storage.js';
import { until } from './until.js';

const GUID = '32606e0e-dac6-4404-88b4-e97cc3475591';

const later = cleanUpAfterwards();
/** Outside the repository, so that nothing of its packages is within reach. */
let folder: string;
const startDeployed = (settings: Record<string, string>) => startApp(later, settings, 0, folder);

beforeAll(async () => {
  folder = join(await temporaryFolder(later), 'wwwroot');
  await promisify(execFile)(process.execPath, [resolve('dist/infra/package/package.js'), '--out', folder]);
});

describe('the deployed app', () => {
  it('registers the functions of src/functions with the same names, triggers, routes, methods and auth levels', async () => {
    const worker = resolve('dist/local/functions-host/worker.js');
    const [deployed, built] = [await loadFolder(folder, worker), await loadFolder(process.cwd(), worker)];
    expect(deployed.length).toBeGreaterThanOrEqual(6);
    expect(deployed).toEqual(built);
  });

  it('starts without settings and reports which settings are missing', async () => {
    const app = await startDeployed({});
    expect((await app.get('health')).status).toBe(200);
    expect(await (await app.get('health/ready')).text()).toContain('MANIFEST_TABLE_ENDPOINT');
  });

  it('records an event and lists its images with working URLs', async () => {
    const storage = await makeStorage();
    await storage.putImages(`asset-${GUID}`, { 'Thumbnail000001.jpg': await makeJpeg('64x36') });
    const app = await startDeployed(storage.settings);
    expect(await app.deliver(jobFinished({ assetName: `output-${GUID}`, videoId: 'video-1' }))).toBe(202);
    const [listed, ...others] = await listThumbnails(app, 'video-1');
    expect([listed?.Kind, listed?.Width, listed?.Height, others.length]).toEqual(['Poster', 64, 36, 0]);
    expect((await fetch(listed?.Url ?? '')).status).toBe(200);
  });

  it('loads the Media Services client when it first calls Media Services', async () => {
    const [storage, library] = [await makeStorage(), await startOfficialMediaServices(later)];
    await storage.putImages(library.container, {
      'Thumbnail000001.jpg': await makeJpeg('64x36', 0),
      'Thumbnail000002.jpg': await makeJpeg('64x36', 1),
    });
    const app = await startDeployed({ ...storage.settings, ...library.settings });
    expect(await app.deliver(officialEvent('eventgrid/JobFinished.docs'))).toBe(202);
    expect(await listThumbnails(app, library.videoId)).toHaveLength(2);
  });

  it('loads the identity package when it first needs a managed identity token', async () => {
    const [azurite, identity] = [await startAzuriteWithEntraId(later), await startIdentityEndpoint(later)];
    const blobs = BlobServiceClient.fromConnectionString(azurite.connectionString, azurite.trusting);
    const container = blobs.getContainerClient(`asset-${GUID}`);
    const image = await makeJpeg('64x36');
    await container.create();
    await container.getBlockBlobClient('Thumbnail000001.jpg').upload(image, image.length);
    const app = await startDeployed({
      ...identity.env,
      NODE_EXTRA_CA_CERTS: azurite.certFile,
      MANIFEST_TABLE_ENDPOINT: azurite.tableUrl,
      MEDIA_STORAGE_ACCOUNTS: azurite.blobUrl,
    });
    expect(await app.deliver(jobFinished({ assetName: `output-${GUID}`, videoId: 'video-1' }))).toBe(202);
    const [listed] = await listThumbnails(app, 'video-1');
    expect(listed?.Url).toMatch(/[?&]skoid=/);
    expect((await azurite.ask(listed?.Url ?? '')).body.equals(image)).toBe(true);
  });

  it('logs stack traces with file names in src/', async () => {
    const app = await startDeployed({});
    expect(await app.deliver(jobFinished({ assetName: `output-${GUID}`, videoId: 'video-1' }))).toBe(500);
    const mapped = await until('the stack', () =>
      Promise.resolve(/settings are wrong.*\n(?: +at .*\n?)+/.exec(app.output())?.[0]),
    );
    const [, file = ''] = /at .*?wwwroot[/\\](src[/\\].*\.ts):\d+:\d+\)?$/m.exec(mapped) ?? [];
    expect([file, existsSync(file)]).toEqual([expect.stringMatching(/^src/), true]);
  });
});

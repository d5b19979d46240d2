import { startEncoder, type Encoder } from '../../local/media-services/encoder.js';
import { encoderDefaults } from '../../local/media-services/settings.js';
import { connectMediaServices } from '../../src/adapters/media-services/connect-media-services.js';
import { listThumbnails, startApp } from './app.js';
import { readLines, startBackfill } from './backfill-run.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { makeStorage, type Storage } from './storage.js';

jest.setTimeout(60_000);

const { subscriptionId, resourceGroup, accountName, apiKey } = encoderDefaults;
const later = cleanUpAfterwards();
let storage: Storage;
let encoder: Encoder;
let settings: Record<string, string>;
let folder: string;

beforeAll(async () => {
  storage = await makeStorage();
  folder = await temporaryFolder(later);
  const image = await makeJpeg('64x36');
  for (const name of ['a', 'b', 'c', 'd']) await storage.putImages(`asset-${name}`, { 'Thumbnail000001.jpg': image });
  encoder = await startEncoder({
    ...{ port: 0, dataFolder: folder, pageSize: 2 },
    storageConnectionString: storage.connectionString,
  });
  later(() => encoder.stop());
  const media = await connectMediaServices({
    ...{ endpoint: encoder.url, subscriptionId, apiKey },
    credential: () => {
      throw new Error('there is no Entra ID here');
    },
    clock: () => new Date(),
  });
  const put = (name: string, asset: object) => media.assets.createOrUpdate(resourceGroup, accountName, name, asset);
  await put('output-a', { container: 'asset-a', alternateId: 'cat' });
  await put('output-b', { container: 'asset-b' });
  // Fills the first pages of the list.
  for (const n of [1, 2, 3]) await put(`input-${n}`, {});
  await put('zz-output-c', { container: 'asset-c', alternateId: 'dog' });
  settings = {
    ...storage.settings,
    MEDIA_SERVICES_ENDPOINT: encoder.url,
    MEDIA_SERVICES_SUBSCRIPTION_ID: subscriptionId,
    MEDIA_SERVICES_RESOURCE_GROUP: resourceGroup,
    MEDIA_SERVICES_ACCOUNT: accountName,
    MEDIA_SERVICES_API_KEY: apiKey,
  };
});
beforeEach(() => storage.clear());

let runs = 0;
const backfill = async (more: Record<string, string> = {}) => {
  const args = ['--json', '--checkpoint', `${folder}/run-${++runs}.json`];
  const ended = await startBackfill(later, { ...settings, ...more }, args).ended;
  return { ...ended, lines: ended.stdout === '' ? [] : readLines(ended).lines };
};
const videos = ({ lines }: Awaited<ReturnType<typeof backfill>>) =>
  lines
    .filter(({ videoId }) => videoId !== undefined)
    .map(({ videoId, source }) => `${videoId ?? ''} (${source ?? ''})`)
    .sort();

describe('npm run backfill with Media Services', () => {
  it('uses the asset’s alternate id, else its name, as video id, and the app finds the video by both and by the container’s name', async () => {
    const without = await startBackfill(later, storage.settings, ['--checkpoint', `${folder}/before.json`]).ended;
    expect(without.code).toBe(0);
    const done = await backfill();
    expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: '' });
    expect(videos(done)).toEqual(['asset-d (inferred)', 'cat (asset)', 'dog (asset)', 'output-b (asset)']);
    const app = await startApp(later, storage.settings);
    const names = {
      cat: ['output-a', 'asset-a'],
      'output-b': ['asset-b'],
      dog: ['zz-output-c', 'asset-c'],
      'asset-d': [],
    };
    for (const [videoId, others] of Object.entries(names)) {
      for (const name of [videoId, ...others]) {
        expect(await listThumbnails(app, name)).toMatchObject([{ VideoId: videoId }]);
      }
    }
  });

  it('uses the containers’ names when the Media Services account no longer exists', async () => {
    const done = await backfill({ MEDIA_SERVICES_RESOURCE_GROUP: 'another' });
    expect(done.code).toBe(0);
    expect(videos(done)).toEqual(['a', 'b', 'c', 'd'].map((name) => `asset-${name} (inferred)`));
  });

  it.each([
    ['its key is refused', { MEDIA_SERVICES_API_KEY: 'wrong' }],
    ['nobody answers', { MEDIA_SERVICES_ENDPOINT: 'http://127.0.0.1:9' }],
  ])('stops with a one-line error when %s, and records no video under another name', async (_, wrong) => {
    const { code, stderr, lines } = await backfill(wrong);
    expect({ code, lines: lines.filter(({ videoId }) => videoId !== undefined) }).toEqual({ code: 1, lines: [] });
    expect(stderr).toMatch(/^Media Services cannot list its assets: .*MEDIA_SERVICES_… settings/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(await storage.rows()).toEqual([]);
  });
});

import { join, resolve } from 'node:path';
import { startChild } from '../../local/child-process.js';
import { encodeVideo } from '../../local/encode-video.js';
import { encoderDefaults } from '../../local/media-services/settings.js';
import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeClip, makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { freePorts } from '../../local/free-ports.js';
import { startHoldingProxy, type Hold, type HoldingProxy } from './holding-proxy.js';
import { makeStorage, type Row, type Storage } from './storage.js';
import { until } from './until.js';

jest.setTimeout(90_000);

const GUID = '32606e0e-dac6-4404-88b4-e97cc3475591';
const event = jobFinished({ assetName: `output-${GUID}`, videoId: 'video-1' });

const later = cleanUpAfterwards();
let storage: Storage;
let proxy: HoldingProxy;
let settings: Record<string, string>;

beforeAll(async () => {
  storage = await makeStorage();
  proxy = await startHoldingProxy(later, storage.tableUrl);
  const throughProxy = storage.connectionString.replace(storage.tableUrl, proxy.url);
  settings = { ...storage.settings, MANIFEST_STORAGE_CONNECTION_STRING: throughProxy };
  await storage.putImages(`asset-${GUID}`, { 'Thumbnail000001.jpg': await makeJpeg('64x36') });
});

/** SIGKILL: no chance to finish anything. */
async function kill(app: App): Promise<void> {
  app.process.kill('SIGKILL');
  await app.ended;
}

const hasManifest = (rows: readonly Row[]) => rows.some(({ rowKey }) => rowKey.startsWith('location:'));

describe('a host killed during recording', () => {
  let app: App;
  let undisturbed: Row[];
  const WRITES = ['POST job', 'POST record', 'POST alias', 'POST alias', 'POST alias', 'POST location'];

  beforeAll(async () => {
    app = await startApp(later, settings);
    await storage.clear();
    proxy.release();
    expect(await app.deliver(event)).toBe(202);
    expect(proxy.writes).toEqual(WRITES);
    undisturbed = await storage.rows();
  });

  it.each(WRITES.flatMap((name, number) => (['before', 'after'] as const).map((where) => ({ name, number, where }))))(
    'loses nothing: killed $where write $number ($name), it records the event on redelivery',
    async ({ number, where }: { number: number; where: Hold }) => {
      await storage.clear();
      const held = proxy.hold((_, i) => i === number, where);
      const delivered = app.deliver(event).catch(() => 'nobody answered');
      await held;
      await kill(app);
      expect(await delivered).toBe('nobody answered');
      const isLast = number === WRITES.length - 1;
      expect(hasManifest(await storage.rows())).toBe(isLast && where === 'after');

      proxy.release();
      app = await startApp(later, settings);
      expect(await app.deliver(event)).toBe(202);
      expect(await storage.rows()).toEqual(undisturbed);
      const [listed] = await listThumbnails(app, 'video-1');
      expect((await fetch(listed?.Url ?? '')).status).toBe(200);
    },
  );
});

describe('the encoder, when the host is killed during recording,', () => {
  it('redelivers its events until the app accepts them, and the app lists all images of the video', async () => {
    const [hostPort = 0, encoderPort = 0] = await freePorts(2);
    const folder = await temporaryFolder(later);
    await storage.clear();
    const { subscriptionId, resourceGroup, accountName, apiKey } = encoderDefaults;
    const withEncoder = {
      ...settings,
      MEDIA_SERVICES_ENDPOINT: `http://127.0.0.1:${encoderPort}`,
      MEDIA_SERVICES_SUBSCRIPTION_ID: subscriptionId,
      MEDIA_SERVICES_RESOURCE_GROUP: resourceGroup,
      MEDIA_SERVICES_ACCOUNT: accountName,
      MEDIA_SERVICES_API_KEY: apiKey,
    };
    const { PATH = '', FFMPEG_PATH = '' } = process.env;
    const encoder = await startChild(
      {
        name: 'the encoder',
        script: resolve('dist/local/media-services/main.js'),
        args: ['--port', String(encoderPort), '--data', join(folder, 'encoder'), '--retry-scale', '0.02'],
        env: {
          ...{ PATH, FFMPEG_PATH },
          STORAGE_CONNECTION_STRING: storage.connectionString,
          EVENT_WEBHOOK_URL: `http://127.0.0.1:${hostPort}/runtime/webhooks/EventGrid?functionName=recordThumbnails`,
        },
      },
      ({ message }) => message !== undefined,
    );
    later(() => encoder.stop());
    const app = await startApp(later, withEncoder, hostPort);
    const file = await makeClip(folder, 'clip.mp4', { size: '64x36', rate: '25', seconds: 3 });

    const held = proxy.hold((write) => write === 'POST location', 'before');
    await encodeVideo(
      withEncoder.MEDIA_SERVICES_ENDPOINT,
      { file, videoId: 'video-2', everyMs: 1000, heights: [36], spriteColumns: undefined },
      { uploading: () => undefined, encoding: () => undefined },
    );
    await held;
    await kill(app);
    expect(hasManifest(await storage.rows())).toBe(false);

    const restarted = await startApp(later, withEncoder, hostPort);
    const listed = await until('the redelivery', async () => {
      const found = await listThumbnails(restarted, 'video-2');
      return found.length > 0 ? found : undefined;
    });
    expect(listed.map(({ Kind, Time }) => [Kind, Time])).toEqual([
      ['Poster', 0],
      ...[0, 1, 2].map((time) => ['Thumbnail', time]),
    ]);
  });
});

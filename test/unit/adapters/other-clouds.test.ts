import { createTableRecordStore } from '../../../src/adapters/table/table-record-store.js';
import { noopPublisher } from '../../../src/application/publishing/ports.js';
import { createRecordThumbnails } from '../../../src/application/recording/record-thumbnails.js';
import { liveManifests } from '../../../src/domain/video.js';
import { listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { createReceiveEvent } from '../../../src/events/receive-event.js';
import { aBlobCreated, aJobFinished, aManifest, anEventOutput, aLocation, GUID, NOW } from '../../builders.js';
import { aLog, fakeImages, JPEG } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { appIn, SECRET, type Cloud } from './another-cloud.js';

const before = process.env['AZURE_AUTHORITY_HOST'];
afterEach(() => {
  if (before === undefined) delete process.env['AZURE_AUTHORITY_HOST'];
  else process.env['AZURE_AUTHORITY_HOST'] = before;
});

const GOVERNMENT: Cloud = {
  storage: 'core.usgovcloudapi.net',
  login: 'https://login.microsoftonline.us',
  management: 'https://management.usgovcloudapi.net',
};
const CHINA: Cloud = {
  storage: 'core.chinacloudapi.cn',
  login: 'https://login.partner.microsoftonline.cn',
  management: 'https://management.chinacloudapi.cn',
};

describe.each([
  ['Azure Government', GOVERNMENT.login, GOVERNMENT],
  ['Azure in China', CHINA.login, CHINA],
  ['Azure in China, by the older name of its authority', 'https://login.chinacloudapi.cn', CHINA],
])('in %s', (_, authority, cloud) => {
  const { storage, login, management } = cloud;
  beforeEach(() => {
    process.env['AZURE_AUTHORITY_HOST'] = authority;
  });
  const settings = {
    MANIFEST_TABLE_ENDPOINT: `https://manifests.table.${storage}`,
    MEDIA_STORAGE_ACCOUNTS: `https://contosomedia.blob.${storage}, https://second.blob.${storage}=video-*`,
    MEDIA_SERVICES_ENDPOINT: management,
    MEDIA_SERVICES_SUBSCRIPTION_ID: 's',
    MEDIA_SERVICES_RESOURCE_GROUP: 'g',
    MEDIA_SERVICES_ACCOUNT: 'a',
    MEDIA_SERVICES_TENANT_ID: SECRET.tenantId,
    MEDIA_SERVICES_CLIENT_ID: SECRET.clientId,
    MEDIA_SERVICES_CLIENT_SECRET: SECRET.clientSecret,
    MARKER_BLOB: '_done',
  };
  const urlOf = async (app: ReturnType<typeof appIn>, manifest = aManifest()): Promise<URL> => {
    const [image] = listThumbnailsOf([manifest], 0, 1);
    if (image === undefined) throw new Error('no image');
    return new URL((await app.signer.forWindow(image.location.account, app.window)).sign(image));
  };
  const host = (account: string) => `${account}.blob.${storage}`;

  it('accounts are reached and signed for by their endpoints, with tokens of that cloud for the one audience', async () => {
    const app = appIn(cloud, settings, {});
    const url = await urlOf(app);
    expect([url.protocol, url.host, url.searchParams.has('skoid')]).toEqual(['https:', host('contosomedia'), true]);
    expect(await createTableRecordStore(app.table).readVideo('video-1')).toMatchObject({ entries: [] });
    expect(app.hosts().sort()).toEqual(
      [new URL(login).host, host('contosomedia'), `manifests.table.${storage}`].sort(),
    );
    expect(new Set(app.tokens().map(String))).toEqual(new Set([`${login},https://storage.azure.com/.default`]));
  });

  it('accounts are reached and signed for by connection strings', async () => {
    const text = (name: string) =>
      `DefaultEndpointsProtocol=https;AccountName=${name};AccountKey=a2V5;EndpointSuffix=${storage}`;
    const keyed = {
      MANIFEST_STORAGE_CONNECTION_STRING: text('manifests'),
      MEDIA_STORAGE_CONNECTION_STRING: text('contosomedia'),
    };
    const app = appIn(cloud, keyed, {});
    const url = await urlOf(app);
    expect([url.protocol, url.host, url.searchParams.has('skoid')]).toEqual(['https:', host('contosomedia'), false]);
    await createTableRecordStore(app.table).readVideo('video-1');
    expect(app.hosts()).toEqual([`manifests.table.${storage}`]);
  });

  it('events and Media Services name accounts by their names alone', async () => {
    const container = `asset-${GUID}`;
    const inSecond = { properties: { container: 'video-1', storageAccountName: 'second' } };
    const app = appIn(cloud, settings, { 'output-1': inSecond });
    const store = createMemoryStore();
    const blobs = { 'Thumbnail000001.jpg': JPEG, _done: null };
    const images = fakeImages({ [container]: blobs, 'video-1': blobs });
    const { library, accounts } = app;
    const ports = { store, images, library, clock: () => NOW, accounts, startPublishing: () => noopPublisher };
    const record = createRecordThumbnails({ ...ports, detach: (run) => run() });
    const receive = createReceiveEvent(record, app.events);
    const marker = aBlobCreated(container, '_done');
    const data = { ...marker.data, url: `https://${host('contosomedia')}/${container}/_done` };
    await receive({ ...marker, data }, aLog().log);
    await receive(aJobFinished({ videoId: 'encoded', outputs: [anEventOutput()] }), aLog().log);

    const recorded = async (videoId: string) => {
      const [stored] = liveManifests(await store.readVideo(videoId));
      return stored?.manifest;
    };
    const [marked, encoded] = [await recorded(GUID), await recorded('encoded')];
    expect([marked?.location, encoded?.location]).toEqual([
      aLocation(),
      aLocation({ account: 'second', container: 'video-1' }),
    ]);
    expect([(await urlOf(app, marked)).host, (await urlOf(app, encoded)).host]).toEqual([
      host('contosomedia'),
      host('second'),
    ]);
    expect(app.tokens()).toContainEqual([login, `${management}/.default`]);
  });
});

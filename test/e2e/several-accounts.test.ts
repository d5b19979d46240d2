import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { startOfficialMediaServices } from './official-media-services.js';
import { startSeveralAccounts } from './several-accounts.js';
import { anImagesReady, GUID } from '../builders.js';

jest.setTimeout(60_000);

const later = cleanUpAfterwards();
let accounts: Awaited<ReturnType<typeof startSeveralAccounts>>;
let images: { first: Buffer; second: Buffer };
/** Knows no Media Services. */
let alone: App;
let withLibrary: App;

beforeAll(async () => {
  accounts = await startSeveralAccounts(later);
  const [first, second] = await Promise.all([makeJpeg('64x36', 0), makeJpeg('96x54', 1)]);
  images = { first, second };
  const put = (account: 'first' | 'second', ...containers: string[]) =>
    Promise.all(
      containers.map((name) =>
        accounts.putImages(account, name, { 'a_000001.jpg': images[account], 'a_000002.jpg': images[account] }),
      ),
    );
  await put('first', `asset-${GUID}`, 'films', 'shared-cat', 'shared-dog', 'video-cat');
  await put('second', `asset-${GUID}`, 'films', 'shared-cat', 'video-cat', 'video-dog');
  const library = await startOfficialMediaServices(later, {
    'in-second': { container: 'video-cat', storageAccountName: 'secondmedia', alternateId: undefined },
    'in-none': { container: 'films', storageAccountName: undefined, alternateId: undefined },
    'in-null': { container: 'shared-dog', storageAccountName: null, alternateId: null },
    'shared-first': { container: 'shared-cat', storageAccountName: 'firstmedia', alternateId: 'both' },
    'shared-second': { container: 'shared-cat', storageAccountName: 'secondmedia', alternateId: 'both' },
    'not-for-second': { container: 'films', storageAccountName: 'secondmedia', alternateId: undefined },
    'not-for-first': { container: 'video-cat', storageAccountName: 'firstmedia', alternateId: undefined },
    elsewhere: { container: 'video-cat', storageAccountName: 'thirdmedia', alternateId: undefined },
  });
  const settings = { ...accounts.settings, IMAGES_READY: 'on' };
  alone = await startApp(later, settings);
  withLibrary = await startApp(later, { ...settings, ...library.settings });
});

/** Fetches every URL, and says which account's bytes came, under which path. */
async function fetched(app: App, videoId: string): Promise<string[]> {
  const listed = await listThumbnails(app, videoId);
  const seen = listed.map(async ({ Url, Height }) => {
    const { status, body } = await accounts.ask(Url);
    const of = (['first', 'second'] as const).find((name) => images[name].equals(body)) ?? 'other';
    const { pathname } = new URL(Url);
    return `${status} ${of} ${Height} ${pathname}`;
  });
  return Promise.all(seen);
}
const finished = (app: App, assetName: string, videoId: string) => app.deliver(jobFinished({ assetName, videoId }));

describe('the app with several storage accounts', () => {
  it('is ready', async () => {
    const response = await withLibrary.get('health/ready');
    expect([response.status, await response.json()]).toEqual([200, { Status: 'Ready' }]);
  });

  it('uses the first account for an asset whose account is unknown', async () => {
    expect(await finished(alone, `output-${GUID}`, 'by-guid')).toBe(202);
    expect(await fetched(alone, 'by-guid')).toEqual([
      `200 first 36 /firstmedia/asset-${GUID}/a_000001.jpg`,
      `200 first 36 /firstmedia/asset-${GUID}/a_000002.jpg`,
    ]);
  });

  it.each([
    ['in-second', '200 second 54 /secondmedia/video-cat'],
    ['in-none', '200 first 36 /firstmedia/films'],
    ['in-null', '200 first 36 /firstmedia/shared-dog'],
  ])('uses the account that Media Services names for the asset %s, else the first', async (asset, where) => {
    expect(await finished(withLibrary, asset, `video of ${asset}`)).toBe(202);
    expect(await fetched(withLibrary, `video of ${asset}`)).toEqual([`${where}/a_000001.jpg`, `${where}/a_000002.jpg`]);
    expect(await listThumbnails(withLibrary, asset)).toHaveLength(2);
  });

  it('keeps separate locations for containers of the same name', async () => {
    for (const asset of ['shared-first', 'shared-second']) expect(await finished(withLibrary, asset, 'both')).toBe(202);
    const paths = ['a_000001.jpg', 'a_000002.jpg'];
    expect(await fetched(withLibrary, 'both')).toEqual([
      ...paths.map((name) => `200 second 54 /secondmedia/shared-cat/${name}`),
      ...paths.map((name) => `200 first 36 /firstmedia/shared-cat/${name}`),
    ]);
    const ids = (await listThumbnails(withLibrary, 'both')).map(({ ID }) => ID);
    expect(new Set(ids).size).toBe(4);
  });

  it('uses the account that an event of another encoder names', async () => {
    const ready = (container: string, storageAccount?: string) =>
      alone.deliver(anImagesReady({ videoId: `ready-${container}`, container, storageAccount }));
    expect(await ready('video-dog', 'secondmedia')).toBe(202);
    expect(await ready('films')).toBe(202);
    expect(await fetched(alone, 'ready-video-dog')).toContain('200 second 54 /secondmedia/video-dog/a_000001.jpg');
    expect(await fetched(alone, 'ready-films')).toContain('200 first 36 /firstmedia/films/a_000001.jpg');
  });

  it.each([
    ['not-for-second', "container 'films' matches none of the account's patterns"],
    ['not-for-first', "container 'video-cat' matches none of the account's patterns"],
    ['elsewhere', "storage account 'thirdmedia' is not in the settings"],
  ])('applies the settings of each account: the location of asset %s is denied', async (asset, reason) => {
    expect(await finished(withLibrary, asset, `refused ${asset}`)).toBe(202);
    expect((await withLibrary.get(`Videos/refused%20${asset}/Thumbnails`)).status).toBe(200);
    const lines = withLibrary
      .output()
      .split('\n')
      .filter((line) => line.includes('"location-denied"'));
    expect(lines.filter((line) => line.includes(`refused ${asset}`) && line.includes(reason))).toHaveLength(1);
  });
});

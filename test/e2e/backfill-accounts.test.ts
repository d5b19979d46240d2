import { join } from 'node:path';
import { listThumbnails, startApp } from './app.js';
import { readLines, startBackfill } from './backfill-run.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { startSeveralAccounts } from './several-accounts.js';

jest.setTimeout(60_000);

const later = cleanUpAfterwards();
let accounts: Awaited<ReturnType<typeof startSeveralAccounts>>;
let folder: string;

beforeAll(async () => {
  [accounts, folder] = await Promise.all([startSeveralAccounts(later), temporaryFolder(later)]);
  const image = await makeJpeg('64x36');
  const put = (account: 'first' | 'second', ...names: string[]) =>
    Promise.all(names.map((name) => accounts.putImages(account, name, { 'Thumbnail000001.jpg': image })));
  await put('first', 'asset-cat', 'films', 'shared-cat', 'video-cat');
  await put('second', 'asset-cat', 'shared-cat', 'video-cat');
});

let runs = 0;
async function backfill(table: string, ...args: string[]) {
  const checkpoint = ['--checkpoint', join(folder, `${++runs}.json`)];
  const settings = { ...accounts.settings, MANIFEST_TABLE: table };
  const ended = await startBackfill(later, settings, ['--json', ...checkpoint, ...args]).ended;
  const { lines, summary } = ended.stdout === '' ? { lines: [], summary: undefined } : readLines(ended);
  const locations = lines.map(({ account, container, outcome }) => `${account}/${container} ${outcome}`).sort();
  return { code: ended.code, stderr: ended.stderr, locations, summary };
}

const FIRST = ['firstmedia/asset-cat', 'firstmedia/films', 'firstmedia/shared-cat'];
const SECOND = ['secondmedia/shared-cat', 'secondmedia/video-cat'];
const created = (locations: string[]) => locations.map((location) => `${location} created`);

describe('npm run backfill with several accounts', () => {
  it('backfills the selected account, then all accounts, each by its own container patterns', async () => {
    const one = await backfill('manifests', '--account', 'secondmedia');
    expect(one).toMatchObject({ code: 0, stderr: '', locations: created(SECOND), summary: { visited: 2, refused: 1 } });
    const app = await startApp(later, { ...accounts.settings, MANIFEST_TABLE: 'manifests' });
    expect(await pathsOf('shared-cat')).toEqual(['/secondmedia/shared-cat/Thumbnail000001.jpg']);
    expect((await app.get('Videos/films/Thumbnails')).status).toBe(404);

    const all = await backfill('manifests');
    const unchanged = SECOND.map((location) => `${location} unchanged`);
    expect(all).toMatchObject({ code: 0, stderr: '', summary: { visited: 5, refused: 2 } });
    expect(all.locations).toEqual([...created(FIRST), ...unchanged]);
    expect((await pathsOf('shared-cat')).sort()).toEqual([
      '/firstmedia/shared-cat/Thumbnail000001.jpg',
      '/secondmedia/shared-cat/Thumbnail000001.jpg',
    ]);
    expect(await pathsOf('films')).toEqual(['/firstmedia/films/Thumbnail000001.jpg']);

    async function pathsOf(videoId: string): Promise<string[]> {
      const listed = await listThumbnails(app, videoId);
      for (const { Url } of listed) expect((await accounts.ask(Url)).status).toBe(200);
      return listed.map(({ Url }) => new URL(Url).pathname);
    }
  });

  it('backfills each selected account once, even if it is selected twice', async () => {
    const names = ['secondmedia', 'firstmedia', 'secondmedia'].flatMap((name) => ['--account', name]);
    const both = await backfill('again', ...names);
    expect(both).toMatchObject({ code: 0, locations: created([...FIRST, ...SECOND]), summary: { visited: 5 } });
  });

  it('rejects an account that the settings do not list as a media account', async () => {
    const none = await backfill('none', '--account', 'manifests');
    expect(none).toMatchObject({ code: 1, locations: [] });
    expect(none.stderr).toContain("'manifests' is not in the settings, which name firstmedia, secondmedia.");
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GUID } from '../builders.js';
import { listThumbnails, startApp, type App } from './app.js';
import { outcomes, readLines, startBackfill } from './backfill-run.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { makeStorage, type Storage } from './storage.js';

jest.setTimeout(60_000);

const OWNED = '11111111-dac6-4404-88b4-e97cc3475591';
const later = cleanUpAfterwards();
let storage: Storage;
let app: App;
let folder: string;

beforeAll(async () => {
  storage = await makeStorage();
  folder = await temporaryFolder(later);
  const [first, second] = await Promise.all([makeJpeg('64x36', 0), makeJpeg('64x36', 1)]);
  const series = { 'Thumbnail000001.jpg': first, 'Thumbnail000002.jpg': second };
  await storage.putImages(`asset-${GUID}`, series);
  await storage.putImages(`asset-${OWNED}`, series);
  await storage.putImages('asset-cat', { 'clip.mp4': Buffer.from('no video'), 'Poster.jpg': first });
  await storage.putImages('asset-empty', {});
  await storage.putImages('asset-video', { 'clip.mp4': Buffer.from('no video') });
  await storage.putImages('asset-broken', { 'Thumbnail000001.jpg': Buffer.from('this is no image') });
  await storage.putImages(
    'asset-zoo',
    Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`s${i}x_000001.jpg`, first])),
  );
  await storage.putImages('private', series);
  app = await startApp(later, storage.settings);
});
beforeEach(() => storage.clear());

const backfill = async (...args: string[]) => {
  const ended = await startBackfill(later, storage.settings, args).ended;
  return { ...ended, ...(args.includes('--json') ? readLines(ended) : { lines: [], summary: undefined }) };
};
const checkpoint = () => ['--checkpoint', join(folder, `${Math.random()}.json`)];
const csv = async (text: string) => {
  const file = join(folder, `${Math.random()}.csv`);
  await writeFile(file, text);
  return file;
};

const RECORDED = { [`asset-${GUID}`]: 'created', [`asset-${OWNED}`]: 'created', 'asset-cat': 'created' };
const REST = {
  'asset-broken': 'no-images',
  'asset-empty': 'no-images',
  'asset-video': 'no-images',
  'asset-zoo': 'too-large',
};

describe('npm run backfill', () => {
  it('records the images in storage despite one that is too large, and the next run changes nothing', async () => {
    expect(await app.deliver(jobFinished({ assetName: `output-${OWNED}`, videoId: 'live' }))).toBe(202);
    const { code, lines, summary, stderr } = await backfill('--json', ...checkpoint());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(outcomes(lines)).toEqual({
      ...RECORDED,
      ...REST,
      [`asset-${OWNED}`]: 'unchanged',
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ videoId: GUID, source: 'inferred', thumbnails: 2, posters: 0 }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ container: `asset-${OWNED}`, videoId: 'live', source: 'event' }),
    );
    expect(lines.find(({ container }) => container === 'asset-broken')?.leftOut).toHaveLength(1);
    expect(summary).toMatchObject({
      visited: 7,
      of: 7,
      refused: 1,
      stopped: false,
      outcomes: { 'too-large': 1, 'no-images': 3 },
    });
    expect(summary?.failures).toEqual([
      {
        reason: '101 series of images; at most 100 are recorded',
        count: 1,
        examples: [`${storage.name}/asset-zoo/`],
      },
    ]);

    const listed = await listThumbnails(app, GUID);
    expect(listed.map(({ Index, Height }) => [Index, Height])).toEqual([
      [1, 36],
      [2, 36],
    ]);
    for (const { Url } of listed) expect((await fetch(Url)).status).toBe(200);
    expect(await listThumbnails(app, `asset-${GUID}`)).toHaveLength(2);
    expect(await listThumbnails(app, 'asset-cat')).toMatchObject([{ Kind: 'Poster' }]);
    expect(await listThumbnails(app, 'live')).toHaveLength(2);
    expect((await app.get(`Videos/asset-broken/Thumbnails`)).status).toBe(404);

    const rows = await storage.rows();
    const again = await backfill('--json', ...checkpoint());
    expect(again.summary?.outcomes).toMatchObject({ 'too-large': 1, 'no-images': 3 });
    expect(again.summary?.outcomes).not.toHaveProperty('created');
    expect(await storage.rows()).toEqual(rows);
  });

  it('writes nothing in a dry run and prints what a real run will record', async () => {
    const dry = await backfill('--dry-run', '--json', '--prefix', 'asset-');
    expect(outcomes(dry.lines)).toEqual({ ...RECORDED, ...REST });
    expect(await storage.rows()).toEqual([]);
    const said = await backfill('--dry-run');
    expect(said.stdout).toContain(`would create  ${storage.name}/asset-cat/ → asset-cat (by name): 1 poster\n`);
    expect(said.stdout).toMatch(/7 of 7 containers .*; nothing was written\n/);
    expect(await storage.rows()).toEqual([]);

    const wet = await backfill('--json', ...checkpoint());
    const location = ({ container, outcome, videoId, thumbnails }: (typeof wet.lines)[number]) =>
      JSON.stringify({ container, outcome, videoId, thumbnails });
    expect(wet.lines.map(location).sort()).toEqual(dry.lines.map(location).sort());
  });

  it('prints each location, a summary with the reasons of what is not recorded, and the path of a contact sheet', async () => {
    const { code, stdout, stderr } = await backfill(...checkpoint());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^7 of 7 containers in \d+ s/m);
    const cat = `created       ${storage.name}/asset-cat/ → asset-cat (by name): 1 poster\n`;
    const broken = 'Thumbnail000001.jpg: left out with its series: it has no header of an image\n';
    for (const text of [
      ...[cat, broken, '3 created', '3 no-images', '1 too-large', '1 left out', '1 × ', '101 series of images'],
      ...['asset-zoo', '1 refused', `now ${storage.name}=asset-*`, `${storage.name}/private\n`],
    ]) {
      expect(stdout).toContain(text);
    }
    const sheet = /Look at one of them: \/api\/(Videos\/.*\/ContactSheet)\n$/.exec(stdout)?.[1] ?? '';
    expect((await app.get(sheet)).status).toBe(200);
  });

  it('assigns containers to the videos of a map, moves recorded ones, and reports map entries without a container', async () => {
    await backfill('--prefix', 'asset-cat', ...checkpoint());
    const map = await csv('\uFEFFcontainer;video id\r\nasset-cat;"Tom; the cat"\r\nasset-gone;x\r\nprivate;y\r\n');
    const { code, lines, summary } = await backfill('--json', '--prefix', 'asset-', '--map', map, ...checkpoint());
    expect(code).toBe(0);
    expect(lines).toContainEqual(
      expect.objectContaining({
        container: 'asset-cat',
        outcome: 'created',
        videoId: 'Tom; the cat',
        source: 'operator',
      }),
    );
    expect(summary?.unknownInMap).toEqual(['asset-gone']);
    for (const name of ['asset-cat', 'Tom; the cat']) {
      expect(await listThumbnails(app, name)).toMatchObject([{ VideoId: 'Tom; the cat' }]);
    }
  });

  it('skips images older than --since and containers outside --prefix', async () => {
    const { code, lines } = await backfill('--json', '--prefix', 'asset-c', '--since', '2999-01-01', ...checkpoint());
    expect(code).toBe(0);
    expect(outcomes(lines)).toEqual({ 'asset-cat': 'older' });
    expect(await storage.rows()).toEqual([]);
  });

  it('succeeds when no container matches', async () => {
    const { code, stdout, summary } = await backfill('--json', '--prefix', 'nothing', ...checkpoint());
    expect({ code, summary }).toMatchObject({ code: 0, summary: { visited: 0, of: 0, outcomes: {} } });
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    [['--account', 'nobody'], /'nobody' is not in the settings, which name t[\da-f]{20}\.\n/],
    [['--prefix', 'ASSET'], /--prefix: .*'ASSET'/],
    [['--since', 'yesterday'], /--since: 'yesterday'/],
    [['--concurrency', '0'], /--concurrency: '0'/],
    [['--concurrency', '-1'], /^Option '--concurrency' argument is ambiguous\. .*--help.*\n$/],
    [['--map', 'missing.csv'], /missing\.csv cannot be read/],
    [['--colour', 'red'], /--colour.*--help/],
  ])('reports what is wrong with %j and reads nothing', async (args, message) => {
    const { code, stdout, stderr } = await backfill(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });

  it('reports wrong settings and unreachable storage', async () => {
    const none = await startBackfill(later, {}).ended;
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('MANIFEST_TABLE_ENDPOINT') as string });
    const wrong = storage.connectionString.replace(/AccountKey=[^;]*/, 'AccountKey=d3Jvbmc=');
    const denied = (settings: object) => startBackfill(later, { ...storage.settings, ...settings }).ended;
    const sentence = (text: string) => ({ code: 1, stdout: '', stderr: expect.stringMatching(text) as string });
    expect(await denied({ MEDIA_STORAGE_CONNECTION_STRING: wrong })).toMatchObject(
      sentence('^The containers cannot be listed: .*answered 403'),
    );
    expect(await denied({ MANIFEST_STORAGE_CONNECTION_STRING: wrong })).toMatchObject(
      sentence('^The manifests cannot be reached: .*answered 403'),
    );
  });
});

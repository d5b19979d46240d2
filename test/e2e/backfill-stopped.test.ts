import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outcomes, readLines, startBackfill } from './backfill-run.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { startHoldingProxy, type HoldingProxy } from './holding-proxy.js';
import { makeStorage, type Row, type Storage } from './storage.js';
import { until } from './until.js';

jest.setTimeout(90_000);

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `asset-${name}`);
/** Writes, counted from zero in each run, and whether storage sees them before the process dies. */
const KILLS = [
  [1, 'before'],
  [3, 'after'],
  [0, 'after'],
  [6, 'before'],
  [2, 'after'],
] as const;
const later = cleanUpAfterwards();
let storage: Storage;
let proxy: HoldingProxy;
let settings: Record<string, string>;
let folder: string;
let undisturbed: Row[];

beforeAll(async () => {
  storage = await makeStorage();
  proxy = await startHoldingProxy(later, storage.tableUrl);
  folder = await temporaryFolder(later);
  const throughProxy = storage.connectionString.replace(storage.tableUrl, proxy.url);
  settings = { ...storage.settings, MANIFEST_STORAGE_CONNECTION_STRING: throughProxy };
  const image = await makeJpeg('64x36');
  // Not in the order of their names: which is the one that counts.
  for (const name of NAMES.toReversed()) await storage.putImages(name, { 'Thumbnail000001.jpg': image });
  await startBackfill(later, settings, ['--checkpoint', join(folder, 'first.json')]).ended;
  undisturbed = await storage.rows();
});
beforeEach(async () => {
  await storage.clear();
  proxy.release();
});

let files = 0;
const arguments_ = (concurrency: number) => {
  const file = join(folder, `${++files}.json`);
  return { file, args: ['--json', '--concurrency', String(concurrency), '--checkpoint', file] };
};
/** What the checkpoint says once it says `last`. */
const noted = (file: string, last: string) =>
  until(`the checkpoint at ${last}`, async () => {
    const text = await readFile(file, 'utf8').catch(() => '{}');
    const { last: { container } = { container: '' } } = JSON.parse(text) as { last?: { container: string } };
    return container === last ? container : undefined;
  });
/** Holds the first write of the record with this number, counted from zero. */
const holdRecord = (wanted: number) => {
  let records = 0;
  return proxy.hold((write) => write === 'POST record' && records++ === wanted, 'before');
};

describe('an interrupted backfill', () => {
  it('continues at its checkpoint after a kill and produces the same rows', async () => {
    const { file, args } = arguments_(1);
    const held = holdRecord(3);
    const killed = startBackfill(later, settings, args);
    await held;
    await noted(file, 'asset-c');
    killed.kill('SIGKILL');
    await killed.ended;

    proxy.release();
    const { code, stdout, stderr } = await startBackfill(later, settings, args).ended;
    const { lines, summary } = readLines({ stdout });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining(`Continues after ${storage.name}/asset-c`) as string,
    });
    expect(lines.map(({ container }) => container)).toEqual(['asset-d', 'asset-e', 'asset-f']);
    expect(summary).toMatchObject({ visited: 3, of: 3, stopped: false });
    expect(await storage.rows()).toEqual(undisturbed);
    expect(await readdir(folder)).not.toContain(`${files}.json`);
  });

  it('continues at the first unfinished container when several containers were in progress', async () => {
    const { file, args } = arguments_(3);
    const held = holdRecord(1);
    const killed = startBackfill(later, settings, args);
    await held;
    // One of the first three hangs; the others go through to the end, and count for nothing yet.
    await until('the others', () =>
      Promise.resolve(readLines({ stdout: killed.stdout() }).lines.length === 5 || undefined),
    );
    killed.kill('SIGKILL');
    await killed.ended;
    const text = await readFile(file, 'utf8');
    const { last } = JSON.parse(text) as { last?: { container: string } };
    const missing = NAMES.find((name) => !killed.stdout().includes(`"${name}"`)) ?? '';
    expect(last?.container ?? 'none').toBe(NAMES[NAMES.indexOf(missing) - 1] ?? 'none');

    proxy.release();
    const { code, stdout } = await startBackfill(later, settings, args).ended;
    expect(code).toBe(0);
    const expected = NAMES.slice(NAMES.indexOf(missing));
    expect(outcomes(readLines({ stdout }).lines)).toMatchObject(
      Object.fromEntries(expected.map((name) => [name, name === missing ? 'created' : 'unchanged'])),
    );
    expect(await storage.rows()).toEqual(undisturbed);
  });

  it('finishes the containers in progress at the first Ctrl-C, and the next run retries failed containers', async () => {
    const { file, args } = arguments_(1);
    const held = holdRecord(2);
    const stopped = startBackfill(later, settings, args);
    await held;
    stopped.kill('SIGINT');
    // The write that is held gets no answer in time.
    proxy.release();
    const { code, stdout, stderr } = await stopped.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('The same command continues from here.');
    const { lines, summary } = readLines({ stdout });
    expect(outcomes(lines)).toEqual({ 'asset-a': 'created', 'asset-b': 'created', 'asset-c': 'failed' });
    expect(summary).toMatchObject({ visited: 3, of: 6, stopped: true });
    await noted(file, 'asset-c');

    const rest = await startBackfill(later, settings, args).ended;
    expect(rest).toMatchObject({ code: 0, stderr: expect.stringContaining('retries 1 failed containers') as string });
    expect(outcomes(readLines(rest).lines)).toEqual({
      'asset-c': 'created',
      'asset-d': 'created',
      'asset-e': 'created',
      'asset-f': 'created',
    });
    expect(await storage.rows()).toEqual(undisturbed);
  });

  it('exits immediately at the second Ctrl-C', async () => {
    const { args } = arguments_(1);
    const held = holdRecord(0);
    const stopped = startBackfill(later, settings, args);
    await held;
    stopped.kill('SIGINT');
    await until('the message', () => Promise.resolve(stopped.stderr().includes('Stopping') || undefined));
    stopped.kill('SIGINT');
    expect(await stopped.ended).toMatchObject({ code: 130, stdout: '' });
  });

  it('produces the same rows after any number of kills while a map moves every video', async () => {
    const map = join(folder, 'map.csv');
    // Two of them become one video's.
    await writeFile(map, NAMES.map((name, i) => `${name},${i < 2 ? 'both' : `video-${i}`}`).join('\n'));
    const runInferred = () => startBackfill(later, settings, arguments_(3).args).ended;
    // A claim of the operator has the time of its run.
    const rows = async () =>
      (await storage.rows()).map(({ claims, ...row }) => ({
        ...row,
        claims: String(claims).replace(/("operator":\{"videoId":"[^"]*","at":)"[^"]*"/, '$1""'),
      }));
    const move = (args: string[]) => startBackfill(later, settings, [...args, '--map', map]);
    await runInferred();
    expect((await move(arguments_(3).args).ended).code).toBe(0);
    const expected = await rows();
    await storage.clear();
    await runInferred();

    const { args } = arguments_(2);
    for (const [number, where] of KILLS) {
      const held = proxy.hold((_, one) => one === number, where);
      const killed = move(args);
      await held;
      killed.kill('SIGKILL');
      await killed.ended;
      proxy.release();
    }
    expect(await rows()).not.toEqual(expected);
    expect((await move(args).ended).code).toBe(0);
    expect(await rows()).toEqual(expected);
  });

  it('is not continued by a run with other options or from a file that is not a checkpoint', async () => {
    const map = join(folder, 'changing.csv');
    await writeFile(map, 'asset-f,one\n');
    const { file, args } = arguments_(1);
    args.push('--map', map);
    const held = holdRecord(1);
    const killed = startBackfill(later, settings, args);
    await held;
    await noted(file, 'asset-a');
    killed.kill('SIGKILL');
    await killed.ended;
    proxy.release();
    const text = await readFile(file, 'utf8');
    const sayOther = { code: 1, stdout: '', stderr: expect.stringContaining('other options') as string };
    expect(await startBackfill(later, settings, [...args, '--prefix', 'asset-b']).ended).toMatchObject(sayOther);
    await writeFile(map, 'asset-f,another\n');
    expect(await startBackfill(later, settings, args).ended).toMatchObject(sayOther);
    expect(await readFile(file, 'utf8')).toBe(text);
    const foreign = await startBackfill(later, settings, ['--checkpoint', 'package.json']).ended;
    expect(foreign).toMatchObject({ code: 1, stderr: expect.stringContaining('is not a checkpoint') as string });
    expect(await readFile('package.json', 'utf8')).toContain('"stillframe"');
    // What is asked for decides, not how the map is called.
    await writeFile(map, 'asset-f,one\n');
    const other = join(folder, 'copy.csv');
    await copyFile(map, other);
    const again = await startBackfill(later, settings, [...args, '--map', other]).ended;
    expect(readLines(again).lines.map(({ container }) => container)).toEqual(NAMES.slice(1));
  });

  it('produces the same rows when several runs overlap', async () => {
    const runs = await Promise.all([1, 2, 3].map((n) => startBackfill(later, settings, arguments_(n).args).ended));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await storage.rows()).toEqual(undisturbed);
  });
});

import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { makeBundle } from '../../../infra/package/bundle.js';
import { readPackageOptions } from '../../../infra/package/package-options.js';
import { cleanUpAfterwards, temporaryFolder } from '../../e2e/clean-up.js';

const later = cleanUpAfterwards();
const DOCUMENT = 'dist/openapi.json';
const FILES = [
  'LICENSE',
  'THIRD-PARTY-NOTICES.txt',
  'dist',
  'host.json',
  'package.json',
  'start.mjs',
  'stillframe.mjs',
  'stillframe.mjs.map',
];

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the built command as its user would. */
async function run(args: string[], cwd = process.cwd()): Promise<Ended> {
  const command = resolve('dist/infra/package/package.js');
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [command, ...args], { cwd })) };
  } catch (error) {
    return error as Ended;
  }
}

describe('npm run package', () => {
  it('writes a self-contained folder, and prints what it holds and the next step', async () => {
    const folder = join(await temporaryFolder(later), 'a folder', 'deploy');
    const { code, stdout, stderr } = await run(['--out', folder]);
    expect([code, stderr]).toEqual([0, '']);
    expect((await readdir(folder)).sort()).toEqual(FILES);

    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toEqual({
      name: 'stillframe',
      version,
      license: 'MIT',
      private: true,
      type: 'module',
      main: 'start.mjs',
    });
    for (const name of ['host.json', 'LICENSE', DOCUMENT]) {
      expect(await readFile(join(folder, name), 'utf8')).toBe(await readFile(name, 'utf8'));
    }
    const bundle = await makeBundle(process.cwd());
    expect((await readFile(join(folder, 'stillframe.mjs'), 'utf8')) === bundle.code).toBe(true);
    expect((await readFile(join(folder, 'stillframe.mjs.map'), 'utf8')) === bundle.sourceMap).toBe(true);

    for (const name of FILES.map((one) => (one === 'dist' ? DOCUMENT : one))) expect(stdout).toContain(`  ${name} `);
    expect(stdout).toMatch(/it registers (?:[6-9]|1\d) functions/);
    expect(stdout).toMatch(/ {2}listThumbnails +GET,HEAD Videos\/\{id\}\/Thumbnails \(function\)\n/);
    expect(stdout).toMatch(/ {2}recordThumbnails +eventGridTrigger\n/);
    expect(stdout).toMatch(/ {2}@azure\/storage-blob +\d+ kB\n/);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^Deploy it with azd deploy/);

    const again = await run(['--out', folder]);
    expect(again).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('changes no folder that holds anything else', async () => {
    const folder = await temporaryFolder(later);
    await writeFile(join(folder, 'mine.txt'), 'mine');
    const { code, stderr } = await run(['--out', folder]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('holds other files (mine.txt)')]);
    expect(await readdir(folder)).toEqual(['mine.txt']);
  });

  it('leaves nothing to deploy when the result does not load', async () => {
    const root = await temporaryFolder(later);
    await mkdir(join(root, 'src/functions'), { recursive: true });
    await writeFile(join(root, 'src/functions/broken.ts'), `throw new Error('not today');`);
    await mkdir(join(root, 'dist'));
    for (const name of ['host.json', 'LICENSE', 'package.json', DOCUMENT]) {
      await writeFile(join(root, name), await readFile(name));
    }
    const { code, stderr } = await run([], root);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^What was packaged does not load\.\n.*not today/)]);
    expect(await readdir(join(root, 'dist'))).toEqual(['openapi.json']);
  });

  it('fails with a hint in another folder', async () => {
    const { code, stderr } = await run([], await temporaryFolder(later));
    expect([code, stderr]).toEqual([1, expect.stringContaining('run this in the folder of the repository')]);
  });

  it('has help, and a hint for unknown options', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--out FOLDER') as string });
    const { code, stderr } = await run(['--minify']);
    expect([code, stderr]).toEqual([1, "Unknown option '--minify'. npm run package -- --help lists the options.\n"]);
  });
});

describe('the options of npm run package', () => {
  it('name the folder, by default dist/deploy', () => {
    expect(readPackageOptions([])).toEqual({ folder: resolve('dist/deploy') });
    expect(readPackageOptions(['--out', 'x'])).toEqual({ folder: resolve('x') });
  });

  it('refuse an empty name, which would be the current folder', () => {
    expect(() => readPackageOptions(['--out', ''])).toThrow('--out: which folder?');
  });
});

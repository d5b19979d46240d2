import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { cleanUpAfterwards, temporaryFolder } from '../../e2e/clean-up.js';

/** In place of the compiler: copies the sources, and fails for one with a mistake. */
const COMPILER = `const { cpSync, readFileSync, readdirSync } = require('node:fs');
for (const folder of ['src', 'local', 'tools'])
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    if (readFileSync(folder + '/' + name, 'utf8').includes('mistake')) process.exit(1);
    cpSync(folder + '/' + name, 'dist/' + folder + '/' + name.replace('.ts', '.js'));
  }`;
/** A project of the same layout. The last step of its build counts the builds. */
const FILES: Record<string, string> = {
  'package.json': '{"type":"module"}',
  'package-lock.json': '{}',
  'node_modules/typescript/package.json': '{}',
  'node_modules/typescript/bin/tsc': COMPILER,
  'src/used.ts': 'export const used = 1;',
  'src/unused.ts': 'export const unused = 1;',
  'local/start.ts': `import { used } from '../src/used.js';\nconsole.log('started', used);`,
  'local/check-start.ts': 'export const checkStart = (args) => Promise.resolve(args.length > 0 ? undefined : {});',
  'local/encode.ts': `console.log('help');`,
  'tools/write-openapi.ts': `import { appendFileSync } from 'node:fs';\nappendFileSync('builds', '+');`,
};
const execute = promisify(execFile);
const later = cleanUpAfterwards();
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder(later);
  for (const name of ['src', 'local', 'bench', 'infra', 'tools', 'node_modules/typescript/bin'])
    await mkdir(join(folder, name), { recursive: true });
  await symlink(resolve('node_modules/esbuild'), join(folder, 'node_modules/esbuild'), 'junction');
  for (const [name, content] of Object.entries(FILES)) await write(name, content);
  await copyFile('tools/run.mjs', join(folder, 'tools/run.mjs'));
});

const write = (name: string, content: string): Promise<void> => writeFile(join(folder, name), content);

/** What a run prints, and how many builds there were until then. */
async function run(...args: string[]): Promise<{ printed: string; builds: number }> {
  const ended = execute(process.execPath, ['tools/run.mjs', ...args], { cwd: folder });
  const printed = await ended.then(
    ({ stdout }) => stdout,
    (error: unknown) => `failed: ${(error as { stdout: string }).stdout}`,
  );
  const builds = await readFile(join(folder, 'builds'), 'utf8').catch(() => '');
  return { printed, builds: builds.length };
}

describe('a command of package.json', () => {
  it('is built before it runs, and again only when a source or a setting has changed', async () => {
    expect(await run('local/start.js')).toEqual({ printed: 'started 1\n', builds: 1 });
    await utimes(join(folder, 'src/used.ts'), new Date(), new Date());
    expect(await run('local/start.js')).toEqual({ printed: 'started 1\n', builds: 1 });
    await write('src/used.ts', 'export const used = 2;');
    expect(await run('local/start.js')).toEqual({ printed: 'started 2\n', builds: 2 });
    await rm(join(folder, 'src/unused.ts'));
    expect(await run()).toEqual({ printed: '', builds: 3 });
    await write('package-lock.json', '{ }');
    expect(await run()).toEqual({ printed: '', builds: 4 });
  });

  it('is built again after a build that failed, also when the sources are as before it', async () => {
    await run();
    await write('src/used.ts', 'mistake');
    expect(await run('local/start.js')).toEqual({ printed: 'failed: ', builds: 1 });
    await write('src/used.ts', FILES['src/used.ts'] ?? '');
    expect(await run('local/start.js')).toEqual({ printed: 'started 1\n', builds: 2 });
  });

  it('is not built for --help, nor for a start that its checks end', async () => {
    expect(await run('local/encode.js', '--help')).toEqual({ printed: 'help\n', builds: 0 });
    expect(await run('local/start.js', '--port', '80')).toEqual({ printed: '', builds: 0 });
  });
});

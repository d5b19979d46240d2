import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cleanUpAfterwards, temporaryFolder } from '../e2e/clean-up.js';
import { startProgram } from '../e2e/command.js';

/** Says how it ends: by SIGTERM, or by itself after the milliseconds that it is given. */
const COMMAND = `import { endWithNpm } from ${JSON.stringify(resolve('dist/local/end-with-npm.js'))};
const end = (reason) => { console.log(reason); process.exit(); };
process.once('SIGTERM', () => end('SIGTERM'));
endWithNpm();
setTimeout(end, Number(process.argv[2] ?? 20_000), 'by itself');
console.log('up');`;

const later = cleanUpAfterwards();
let command: string;
let npm: string[];

beforeAll(async () => {
  const folder = await temporaryFolder(later);
  await mkdir(join(folder, 'dist'));
  command = join(folder, 'dist/command.mjs');
  await writeFile(command, COMMAND);
  const scripts = { alone: 'node dist/command.mjs', 'in a shell': 'node dist/command.mjs; true' };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts }));
  npm = ['--prefix', folder, 'run'];
});

describe('a command started by npm run', () => {
  it.each([
    ['SIGTERM', 'alone'],
    ['SIGKILL', 'alone'],
    ['SIGTERM', 'in a shell'],
    ['SIGKILL', 'in a shell'],
  ] as const)('gets SIGTERM after %s ended npm, when its script runs %s', async (signal, script) => {
    const started = startProgram(later, 'npm', [...npm, script]);
    await started.says('up\n');
    started.kill(signal);
    expect((await started.ended).stdout).toMatch(/up\nSIGTERM\n$/);
  });

  it.each([
    ['npm runs it', () => `npm ${npm.join(' ')} alone 1500 &`],
    ['another script of npm starts it without npm', () => `node ${command} 1500 &`],
  ])('continues in the background after the shell has ended when %s', async (_, line) => {
    const { ended } = startProgram(later, 'sh', ['-c', line()], { npm_lifecycle_script: 'sh up.sh' });
    expect((await ended).stdout).toMatch(/up\nby itself\n$/);
  });
});

// `node tools/run.mjs` builds; `node tools/run.mjs local/start.js …` runs a command of dist/, and builds before that.
// It builds only what has changed since the last build. What ends before it needs the build does not build: --help, and the
// checks of `npm start`.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const SOURCES = ['src', 'local', 'bench', 'infra', 'tools'];
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'node_modules/.package-lock.json'];
/** The hash of what dist/ was built from; missing after a build that failed. */
const BUILT_FROM = 'dist/.built-from';

function hashOfSources() {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`),
  );
  for (const file of [...files.filter((name) => name.endsWith('.ts')).sort(), ...SETTINGS.filter(existsSync)]) {
    const content = readFileSync(file);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const builtFrom = () => (existsSync(BUILT_FROM) ? readFileSync(BUILT_FROM, 'utf8') : undefined);

/** Ends the process when a step fails, whose output names the reason. */
function rebuild(hash) {
  rmSync(BUILT_FROM, { force: true });
  for (const args of [
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    ['dist/tools/write-openapi.js'],
  ]) {
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
  writeFileSync(BUILT_FROM, hash);
}

/** Imports a source with all that it imports. */
async function importSource(file) {
  const outfile = `node_modules/.cache/stillframe/${file.replaceAll('/', '-')}.mjs`;
  await build({ entryPoints: [file], bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile });
  return import(pathToFileURL(resolve(outfile)).href);
}

/** Whether a command goes on to what needs the build. */
async function goesOn(command, args) {
  if (command === 'local/start.js')
    return (await (await importSource('local/check-start.ts')).checkStart(args)) !== undefined;
  if (!args.includes('--help')) return true;
  await importSource(command.replace(/\.js$/, '.ts'));
  return false;
}

const [command, ...args] = process.argv.slice(2);
const hash = hashOfSources();
const isBuilt = builtFrom() === hash;
process.argv = [process.argv[0], resolve('dist', command ?? ''), ...args];
if (isBuilt || command === undefined || (await goesOn(command, args))) {
  if (!isBuilt) {
    if (process.stderr.isTTY) process.stderr.write('Building …\n');
    rebuild(hash);
  }
  if (command !== undefined) await import(pathToFileURL(process.argv[1]).href);
}

import type { Plugin } from 'esbuild';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { makeBundle } from '../../../infra/package/bundle.js';
import { cleanUpAfterwards, temporaryFolder } from '../../e2e/clean-up.js';

const later = cleanUpAfterwards();

/** Makes each module note its own path when it is evaluated. */
const noting: Plugin = {
  name: 'noting',
  setup: (bundling) => {
    bundling.onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
      const name = relative(process.cwd(), path).replaceAll('\\', '/');
      const note = `;(globalThis.evaluated ??= []).push(${JSON.stringify(name)});`;
      const text = await readFile(path, 'utf8');
      return { contents: `${text}\n${note}`, loader: path.endsWith('ts') ? 'ts' : 'js' };
    });
  },
};

const LATER = /^node_modules\/(@azure\/(arm-mediaservices|eventgrid|identity|msal-[a-z]+)|jsonwebtoken|open)\//;

describe('loading the bundle', () => {
  it('evaluates neither the clients of Media Services and Event Grid nor the credentials, which are in it', async () => {
    const { code, parts } = await makeBundle(process.cwd(), { plugins: [noting] });
    const file = join(await temporaryFolder(later), 'noting.mjs');
    await writeFile(file, code);
    const load = 'await import(process.argv[1]); console.log(JSON.stringify(globalThis.evaluated));';
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', load, pathToFileURL(file).href],
      { env: {}, maxBuffer: 16 * 1024 * 1024 },
    );
    const evaluated = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as string[];
    const bundled = Object.keys(parts);

    expect(bundled.filter((part) => LATER.test(part)).length).toBeGreaterThan(100);
    expect(evaluated.filter((part) => LATER.test(part))).toEqual([]);
    // What is needed for the first answer is there, so that notes are taken.
    const functions = bundled.filter((part) => part.startsWith('src/functions/'));
    expect(evaluated).toEqual(expect.arrayContaining(functions));
    expect(evaluated.filter((part) => part.includes('/@azure/storage-blob/')).length).toBeGreaterThan(20);
  });
});

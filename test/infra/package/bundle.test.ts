import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { makeBundle, type Bundle } from '../../../infra/package/bundle.js';
import { cleanUpAfterwards, temporaryFolder } from '../../e2e/clean-up.js';

const later = cleanUpAfterwards();
let bundle: Bundle;
let sources: string[];

beforeAll(async () => {
  bundle = await makeBundle(process.cwd());
  sources = (JSON.parse(bundle.sourceMap) as { sources: string[] }).sources;
});

/** A repository of these files, with the packages of this one. */
async function repository(files: Record<string, string>): Promise<string> {
  const root = await temporaryFolder(later);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  await symlink(resolve('node_modules'), join(root, 'node_modules'), 'junction');
  return root;
}

describe('the bundle', () => {
  it('holds every function of src/functions', async () => {
    const functions = (await readdir('src/functions')).map((name) => `src/functions/${name}`);
    expect(functions.length).toBeGreaterThanOrEqual(6);
    expect(Object.keys(bundle.parts)).toEqual(expect.arrayContaining(functions));
  });

  it('includes a new function as soon as its file exists', async () => {
    const root = await repository({
      'src/functions/one.ts': `console.log('function one' satisfies string);`,
      'src/functions/two.ts': `console.log('function two');`,
    });
    const { code } = await makeBundle(root);
    expect(code.indexOf('function one')).toBeLessThan(code.indexOf('function two'));
    expect(code).toContain('function one');
  });

  it('is minified, and names its map', () => {
    // Names of our own functions, which readable code would have.
    for (const name of ['connectMediaServices', 'makeRecordThumbnails']) expect(bundle.code.includes(name)).toBe(false);
    expect(bundle.code.trimEnd().split('\n').at(-1)).toBe('//# sourceMappingURL=stillframe.mjs.map');
    expect(bundle.warnings).toEqual([]);
  });

  it('leaves out unused code: texts in other languages, and the packages for a laptop', () => {
    const parts = Object.keys(bundle.parts);
    expect(parts.filter((part) => /zod\/.*\/locales\/(?!en\.)/.test(part))).toEqual([]);
    expect(
      parts.filter((part) => /^(local|test|bench|infra)\/|node_modules\/(azurite|express|esbuild)\//.test(part)),
    ).toEqual([]);
  });

  it('is the same, byte for byte, when it is built again', async () => {
    const again = await makeBundle(process.cwd());
    expect(again.code === bundle.code).toBe(true);
    expect(again.sourceMap === bundle.sourceMap).toBe(true);
    expect(again.legalComments === bundle.legalComments).toBe(true);
  });

  it('contains nothing of the machine that built it', () => {
    for (const text of [bundle.code, bundle.sourceMap, bundle.legalComments]) {
      for (const path of [process.cwd(), homedir()]) expect(text.includes(`${path}/`)).toBe(false);
    }
  });
});

describe('the source map of the bundle', () => {
  it('names all sources by their path in the repository, without their text', () => {
    expect(sources.filter((source) => !/^(src|node_modules)\//.test(source))).toEqual([]);
    expect(sources.filter((source) => source.startsWith('src/') && !existsSync(source))).toEqual([]);
    expect(sources).toEqual(expect.arrayContaining(['src/app.ts', 'src/functions/list-thumbnails.ts']));
    expect(JSON.parse(bundle.sourceMap)).not.toHaveProperty('sourcesContent');
  });
});

describe('a folder that cannot be bundled', () => {
  it.each([
    ['is not installed', `import 'not-there-at-all';`, 'Could not resolve "not-there-at-all"'],
    [
      'is not installed and may be missing',
      `try { require('not-there-at-all'); } catch { /* then without */ }`,
      'The bundle needs what is not in it: not-there-at-all.',
    ],
  ])('is refused with its name when it %s', async (_, code, message) => {
    const root = await repository({ 'src/functions/broken.ts': code });
    await expect(makeBundle(root)).rejects.toThrow(message);
  });

  it('is refused when it has no functions', async () => {
    await expect(makeBundle(await repository({}))).rejects.toThrow('There is no function in src/functions/');
  });
});

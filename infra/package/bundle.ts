import { build, type BuildOptions, type Metafile } from 'esbuild';
import { readdir } from 'node:fs/promises';
import { isBuiltin } from 'node:module';

/** The one file that the host loads. */
export const BUNDLE = 'stillframe.mjs';
const FUNCTIONS_FOLDER = 'src/functions';
/** The worker itself answers for this one when `@azure/functions` asks for it. */
const FROM_THE_WORKER = '@azure/functions-core';

/** The app's code as one minified ES module; see which files it holds, and how much of each, in `parts`. */
export interface Bundle {
  code: string;
  sourceMap: string;
  /** What the bundled files themselves say of their licence, in comments. */
  legalComments: string;
  parts: Metafile['outputs'][string]['inputs'];
  warnings: string[];
}

/** Bundles all functions of the repository in `root`. Throws a sentence when something is not to be had. */
export async function makeBundle(root: string, more: Pick<BuildOptions, 'plugins'> = {}): Promise<Bundle> {
  const result = await build({
    absWorkingDir: root,
    stdin: { contents: await importFunctions(root), resolveDir: root, sourcefile: 'functions.ts' },
    // Nothing is written there: its place makes all paths of the source map relative to the repository.
    outfile: BUNDLE,
    write: false,
    // Also where node_modules is a link to that of another checkout.
    preserveSymlinks: true,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    // Packages that have both come as ES modules, of which only what is used is kept.
    mainFields: ['module', 'main'],
    external: [FROM_THE_WORKER],
    // The CommonJS among them calls require, which an ES module does not have.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    sourcemap: 'linked',
    // A stack needs names and lines alone. With the sources the map, which Node reads at start, is twice as large.
    sourcesContent: false,
    legalComments: 'external',
    metafile: true,
    logLevel: 'silent',
    ...more,
  });
  const file = (ending: string): string => result.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  const made = result.metafile.outputs[BUNDLE];
  if (made === undefined) throw new Error('esbuild has made no bundle.');
  refuseWhatIsLeftOut(made.imports.filter(({ external }) => external).map(({ path }) => path));
  return {
    code: file(BUNDLE),
    sourceMap: relativeSources(file('.map')),
    legalComments: file('.LEGAL.txt'),
    parts: made.inputs,
    warnings: result.warnings.map(({ text, location }) => `${location?.file ?? BUNDLE}: ${text}`),
  };
}

/** Every file of the folder is a function and is deployed: no list can lack one. */
async function importFunctions(root: string): Promise<string> {
  const names = await readdir(`${root}/${FUNCTIONS_FOLDER}`).catch(() => []);
  const files = names.filter((name) => name.endsWith('.ts')).sort();
  if (files.length === 0)
    throw new Error(`There is no function in ${FUNCTIONS_FOLDER}/: run this in the folder of the repository.`);
  return files.map((name) => `import './${FUNCTIONS_FOLDER}/${name}';\n`).join('');
}

/** Where the app is deployed there are no packages: what the bundle lacks would be missed at the first start only. */
function refuseWhatIsLeftOut(external: string[]): void {
  const missing = new Set(external.filter((path) => path !== FROM_THE_WORKER && !isBuiltin(path)));
  if (missing.size === 0) return;
  throw new Error(`The bundle needs what is not in it: ${[...missing].join(', ')}. Are they installed (npm ci)?`);
}

/** Packages that were built with webpack name their sources by a scheme of its own. */
function relativeSources(sourceMap: string): string {
  const map = JSON.parse(sourceMap) as { sources: string[] };
  map.sources = map.sources.map((source) => source.replace(/^webpack:\/\/\/?/, 'node_modules/'));
  return JSON.stringify(map);
}

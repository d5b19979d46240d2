import { build, type BuildOptions, type Metafile } from 'esbuild';
import { readdir } from 'node:fs/promises';
import { isBuiltin } from 'node:module';

/** The one file that the host loads. */
export const BUNDLE = 'stillframe.mjs';
const DOORS = 'src/functions';
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

/** Bundles all doors of the repository in `root`. Throws a sentence when something is not to be had. */
export async function makeBundle(root: string, more: Pick<BuildOptions, 'plugins'> = {}): Promise<Bundle> {
  const result = await build({
    absWorkingDir: root,
    stdin: { contents: await importDoors(root), resolveDir: root, sourcefile: 'doors.ts' },
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

/** A door that is a file is a door that is deployed: there is no list to forget it in. */
async function importDoors(root: string): Promise<string> {
  const names = await readdir(`${root}/${DOORS}`).catch(() => []);
  const doors = names.filter((name) => name.endsWith('.ts')).sort();
  if (doors.length === 0)
    throw new Error(`There is no function in ${DOORS}/: run this in the folder of the repository.`);
  return doors.map((name) => `import './${DOORS}/${name}';\n`).join('');
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

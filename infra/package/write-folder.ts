import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OPENAPI_FILE } from '../../src/http/openapi/document.js';
import { BUNDLE, type Bundle } from './bundle.js';

export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/** What the host loads first: stacks then name lines of the source, and not of the one long line that is deployed. */
export const START = 'start.mjs';
// The option of Node.js would do the same, but the host lets its warm worker go where a worker has options of its own.
const START_CODE = `process.setSourceMapsEnabled(true);\nawait import('./${BUNDLE}');\n`;

/** What the folder holds when it is written. */
const CONTENTS = ['host.json', 'package.json', START, BUNDLE, `${BUNDLE}.map`, OPENAPI_FILE, 'LICENSE', NOTICES];

/**
 * Writes the folder that is deployed. Throws when it holds anything else already: that would be deployed too, and a
 * folder that was named by mistake must not lose anything.
 */
export async function writeFolder(root: string, folder: string, bundle: Bundle, notices: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const others = (await readdir(folder)).filter((name) => !CONTENTS.some((one) => one.split('/')[0] === name));
  if (others.length > 0) {
    throw new Error(
      `${folder} holds other files (${others.join(', ')}), and would be deployed with them: delete it, or name another with --out.`,
    );
  }
  await copyFile(join(root, 'host.json'), join(folder, 'host.json'));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  await mkdir(dirname(join(folder, OPENAPI_FILE)), { recursive: true });
  await copyFile(join(root, OPENAPI_FILE), join(folder, OPENAPI_FILE));
  await writeFile(join(folder, 'package.json'), await packageJson(root));
  await writeFile(join(folder, START), START_CODE);
  await writeFile(join(folder, BUNDLE), bundle.code);
  await writeFile(join(folder, `${BUNDLE}.map`), bundle.sourceMap);
  await writeFile(join(folder, NOTICES), notices);
  return CONTENTS;
}

/** No dependencies and no scripts: nothing is installed or built where the app is deployed. */
async function packageJson(root: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  return `${JSON.stringify({ name, version, license, private: true, type: 'module', main: START }, null, 2)}\n`;
}

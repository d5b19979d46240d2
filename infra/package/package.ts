import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printError } from '../../local/print-error.js';
import { makeBundle } from './bundle.js';
import { licenceNotices } from './licence-notices.js';
import { loadFolder } from './load-folder.js';
import { PACKAGE_HELP, readPackageOptions } from './package-options.js';
import { report } from './report.js';
import { writeFolder } from './write-folder.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const options = readPackageOptions(process.argv.slice(2));
  if (options === 'help') {
    say(PACKAGE_HELP);
    return;
  }
  const root = process.cwd();
  const { folder } = options;
  const bundle = await makeBundle(root);
  const notices = await licenceNotices(root, Object.keys(bundle.parts), bundle.legalComments);
  const files = await writeFolder(root, folder, bundle, notices);
  const functions = await loadFolder(folder, workerFile).catch(async (error: unknown) => {
    // What does not load must not be deployed.
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  say(await report(folder, { files, functions, bundle }));
}

const workerFile = fileURLToPath(new URL('../../local/functions-host/worker.js', import.meta.url));

main().catch((error: unknown) => {
  printError(error, 'npm run package -- --help');
});

import { makeBundle } from '../infra/package/bundle.js';
import { writeFolder } from '../infra/package/write-folder.js';

/** Writes what `npm run package` would; nobody else gets it, so it needs no licences. */
export async function createDeployedFolder(folder: string): Promise<void> {
  const root = process.cwd();
  await writeFolder(root, folder, await makeBundle(root), '');
}

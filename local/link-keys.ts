import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reads `LINK_KEYS` from the file `link-keys` in the data folder, which is created at the first start and which only its owner
 * can read, so that permalinks stay valid over restarts.
 */
export async function openLinkKeys(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'link-keys');
  await mkdir(dataFolder, { recursive: true });
  try {
    await writeFile(file, `local:${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

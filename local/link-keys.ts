import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * `LINK_KEYS` of this machine, from `link-keys` in the folder of its data, which only its owner can read; made at the first
 * start. So links of one start work in the next one, and nowhere else.
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

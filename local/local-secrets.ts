import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `LINK_KEYS` of this machine, so that permalinks stay valid over restarts. */
export const openLinkKeys = (dataFolder: string): Promise<string> =>
  openSecret(dataFolder, 'link-keys', () => `local:${randomBytes(32).toString('base64url')}`);

/**
 * The key of Azurite's account. Everybody knows the emulator's own, and with it any page could sign requests to storage on
 * this machine.
 */
export const openStorageKey = (dataFolder: string): Promise<string> =>
  openSecret(dataFolder, 'storage-key', () => randomBytes(64).toString('base64'));

/** Reads a file of the data folder that is created at the first start, and that only its owner can read. */
async function openSecret(dataFolder: string, name: string, make: () => string): Promise<string> {
  const file = join(dataFolder, name);
  await mkdir(dataFolder, { recursive: true });
  try {
    await writeFile(file, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

import { access, constants, stat } from 'node:fs/promises';
import { freeBytes } from './disk-space.js';
import { fileSize } from './progress-bars.js';

/** What else is written of a file while it is encoded: images, rows, logs. */
const SPARE_BYTES = 1_000_000;

/** The size of a file in bytes. Throws a sentence where there is no file that can be read. */
export async function checkInput(file: string): Promise<number> {
  const found = await stat(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) throw new Error(`There is no file ${file}.`);
  if (found.isDirectory()) throw new Error(`${file} is a folder. Name one file in it.`);
  if (!found.isFile()) throw new Error(`${file} is not a file.`);
  await access(file, constants.R_OK);
  return found.size;
}

/** Says that the disk of the data folder has no room for so many bytes; undefined where it has. */
export async function fullDisk(dataFolder: string, bytes: number): Promise<string | undefined> {
  const free = await freeBytes(dataFolder);
  if (free >= bytes + SPARE_BYTES) return undefined;
  const needed = bytes > 0 ? `, and ${fileSize(bytes)} are needed` : '';
  return `The disk of ${dataFolder} is full: ${fileSize(free)} are free${needed}. Make room, or run npm start with --data on another disk.`;
}

import { relative, resolve } from 'node:path';

export const DEFAULT_FOLDER = '.stillframe';

/** The folder that `--data` names. Throws for an empty name, which an unset variable of a shell gives. */
export function readDataFolder(given = DEFAULT_FOLDER): string {
  if (given.trim() === '') throw new Error('--data: a folder must be named.');
  return resolve(given);
}

/** ` --data FOLDER` as a shell takes it, for a command that is suggested; nothing for the default folder. */
export function dataOption(folder: string): string {
  const path = relative('', folder);
  if (path === DEFAULT_FOLDER) return '';
  return ` --data ${/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`}`;
}

import { relative, resolve } from 'node:path';

const DEFAULT_FOLDER = '.stillframe';

/** npm changes to the project's folder, and says where it was called: a path of the command line is from there. */
const calledFrom = (): string => process.env['INIT_CWD'] ?? '';

export function fromCaller(path: string): string {
  return resolve(calledFrom(), path);
}

/** The folder that `--data` names. Throws for an empty name, which an unset variable of a shell gives. */
export function readDataFolder(given?: string): string {
  if (given?.trim() === '') throw new Error('--data: a folder must be named.');
  return given === undefined ? resolve(DEFAULT_FOLDER) : fromCaller(given);
}

/** ` --data FOLDER` as a shell takes it, for a command that is suggested; nothing for the default folder. */
export function dataOption(folder: string): string {
  if (folder === resolve(DEFAULT_FOLDER)) return '';
  const path = relative(calledFrom(), folder);
  return ` --data ${/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`}`;
}

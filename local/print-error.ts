import { printableLines } from './printable.js';

/** What the codes of Node.js mean where a file or folder cannot be used. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'the system does not permit it',
  ENOENT: 'there is no such file or folder',
  EEXIST: 'there is a file of this name',
  ENOTDIR: 'a part of this path is a file',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
};

/** Prints an error message and sets the exit code to 1. */
export function printError(error: unknown, help: string): void {
  process.stderr.write(`${printableLines(errorText(error, help))}\n`);
  process.exitCode = 1;
}

/** An error in a sentence for whoever typed the command; `help` is the command that lists its options. */
export function errorText(error: unknown, help: string): string {
  if (!(error instanceof Error)) return String(error);
  const { code = '', path, message } = error as NodeJS.ErrnoException;
  // The first sentence of parseArgs' message names the option; the others are about its API.
  if (code.startsWith('ERR_PARSE_ARGS')) return `${message.split(/\.\s/)[0] ?? message}. ${help} lists the options.`;
  const reason = REASONS[code];
  return path === undefined || reason === undefined ? message : `${path}: ${reason}.`;
}

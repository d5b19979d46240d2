import { printableLines } from './printable.js';

/** Prints an error message and sets the exit code to 1. */
export function printError(error: unknown, help: string): void {
  const { code = '', message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  // The first sentence of parseArgs' message names the option; the others are about its API.
  const isOption = code.startsWith('ERR_PARSE_ARGS');
  const text = isOption ? `${message.split(/\.\s/)[0] ?? message}. ${help} lists the options.` : message;
  process.stderr.write(`${printableLines(text)}\n`);
  process.exitCode = 1;
}

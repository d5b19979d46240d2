/** Prints an error as a sentence that says what to do next, and makes the process end with code 1. */
export function sayError(error: unknown, help: string): void {
  const { code = '', message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  // Node's own advice on options speaks of its parser; the first sentence names the option.
  const isOption = code.startsWith('ERR_PARSE_ARGS');
  const text = isOption ? `${message.split(/\.\s/)[0] ?? message}. ${help} lists the options.` : message;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

import { mkdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { endWithNpm } from './end-with-npm.js';
import { lineToShow } from './part-lines.js';
import { assertPortsFree } from './ports.js';
import { findRunning, removePidFile, writePidFile } from './running.js';
import { printError } from './print-error.js';
import { printableLines } from './printable.js';
import { startStack } from './stack.js';
import { readStartOptions, START_HELP } from './start-options.js';
import { welcome } from './welcome.js';

const print = (line: string): void => void process.stdout.write(`${printableLines(line)}\n`);

async function main(): Promise<void> {
  endWithNpm();
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    print(START_HELP);
    return;
  }
  const { dataFolder, ports, auth, verbose } = options;
  await mkdir(dataFolder, { recursive: true });
  const other = await findRunning(dataFolder);
  if (other !== undefined) {
    const instead = 'Use it, stop it with Ctrl-C where it runs, or choose another folder: --data FOLDER';
    throw new Error(`Stillframe runs on this folder already (process ${other.pid}, ${other.apiUrl}). ${instead}`);
  }
  await assertPortsFree(ports);

  const stopped = stopSignal();
  print('Starting storage, functions and the encoder …');
  // Print no lines of the parts between progress bars and during the shutdown.
  let isQuiet = true;
  const stack = await startStack({
    ...options,
    onLine: (part, line) => {
      const shown = verbose
        ? `${part.padEnd(10)} ${line}`
        : isQuiet || stopped.aborted
          ? undefined
          : lineToShow(part, line);
      if (shown !== undefined) print(shown);
    },
  });
  let welcomed = Promise.resolve();
  try {
    const { apiUrl, encoderUrl, connectionString } = stack;
    await writePidFile(dataFolder, { pid: process.pid, apiUrl, encoderUrl, connectionString, auth });
    const ended = stack.partEnded.then((part) => {
      throw new Error(`${part} has ended, so all parts stop. See why with: npm start -- --verbose`);
    });
    if (!stopped.aborted) welcomed = welcome(stack, options, stopped, print).then(() => void (isQuiet = false));
    await Promise.race([welcomed, ended, aborted(stopped)]);
    await Promise.race([ended, aborted(stopped)]);
  } finally {
    await (stopped.aborted ? welcomed.catch(() => undefined) : undefined);
    await stack.stop();
    await removePidFile(dataFolder);
  }
  print(`Stopped. What was recorded is in ${relative('', dataFolder)}/ for the next start.`);
}

/** The first Ctrl-C or SIGTERM stops cleanly; later ones are ignored, since npm repeats what the terminal has sent. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (!controller.signal.aborted) print('Stopping …');
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  return controller.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}

main().catch((error: unknown) => {
  printError(error, 'npm start -- --help');
});

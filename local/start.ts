import { relative } from 'node:path';
import { checkStart } from './check-start.js';
import { createDiskWatch } from './disk-space.js';
import { endWithNpm } from './end-with-npm.js';
import { lineToShow } from './part-lines.js';
import { removePidFile, writePidFile } from './running.js';
import { printError } from './print-error.js';
import { printableLines } from './printable.js';
import { startStack } from './stack.js';
import { welcome } from './welcome.js';

const DISK_INTERVAL_MS = 2000;

const print = (line: string): void => void process.stdout.write(`${printableLines(line)}\n`);

async function main(): Promise<void> {
  endWithNpm();
  const options = await checkStart(process.argv.slice(2));
  if (options === undefined) return;
  const { dataFolder, auth, verbose } = options;

  const stopped = stopSignal();
  print('Starting storage, functions and the encoder …');
  // Print no lines of the parts between progress bars and during the shutdown.
  let isQuiet = false;
  const stack = await startStack({
    ...options,
    onLine: (part, line) => {
      const shown = verbose
        ? `${part.padEnd(10)} ${line}`
        : isQuiet || stopped.aborted
          ? undefined
          : lineToShow(part, line, process.stdout.isTTY);
      if (shown !== undefined) print(shown);
    },
  });
  const disk = createDiskWatch(dataFolder, print);
  const watching = setInterval(() => void disk.look().catch(() => undefined), DISK_INTERVAL_MS);
  let welcomed = Promise.resolve();
  try {
    const { apiUrl, encoderUrl, connectionString } = stack;
    await writePidFile(dataFolder, { pid: process.pid, apiUrl, encoderUrl, connectionString, auth });
    const ended = stack.partEnded.then((part) => {
      throw new Error(`${part} has ended, so all parts stop. See why with: npm start -- --verbose`);
    });
    isQuiet = true;
    if (!stopped.aborted) welcomed = welcome(stack, options, stopped, print).then(() => void (isQuiet = false));
    await Promise.race([welcomed, ended, aborted(stopped)]);
    await Promise.race([ended, aborted(stopped)]);
  } finally {
    clearInterval(watching);
    await (stopped.aborted ? welcomed.catch(() => undefined) : undefined);
    await stack.stop();
    await removePidFile(dataFolder);
  }
  print(
    disk.isLow()
      ? `Stopped. The disk of ${dataFolder} is full or nearly so: what was recorded last may be lost.`
      : `Stopped. What was recorded is in ${relative('', dataFolder)}/ for the next start.`,
  );
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

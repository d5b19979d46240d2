import { constants } from 'node:os';
import { endWithNpm } from '../local/end-with-npm.js';

/**
 * The first Ctrl-C, or the end of the process that reads stdout, aborts `signal`; the second Ctrl-C ends the process. `exitCode` is
 * what shells expect of a process that a signal has ended.
 */
export function stopOnSignals(print: (line: string) => void): { signal: AbortSignal; exitCode: () => number } {
  const stopping = new AbortController();
  let code = 1;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      code = 128 + constants.signals[name];
      if (stopping.signal.aborted) process.exit(code);
      print('Stopping after the work in progress. Press again to stop at once.');
      stopping.abort();
    });
  }
  endWithNpm();
  process.stdout.on('error', () => {
    stopping.abort();
  });
  return { signal: stopping.signal, exitCode: () => code };
}

import { constants } from 'node:os';
import { endWithNpm } from '../local/end-with-npm.js';

/**
 * The first Ctrl-C lets what is under way come to its end, the second ends the process; so does whoever reads our output when
 * it goes away. The code is the one that shells expect of a process that a signal has ended.
 */
export function stopOnSignals(say: (line: string) => void): { signal: AbortSignal; exitCode: () => number } {
  const stopping = new AbortController();
  let code = 1;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      code = 128 + constants.signals[name];
      if (stopping.signal.aborted) process.exit(code);
      say('Stopping: what is under way comes to its end. Once more to stop at once.');
      stopping.abort();
    });
  }
  endWithNpm();
  process.stdout.on('error', () => {
    stopping.abort();
  });
  return { signal: stopping.signal, exitCode: () => code };
}

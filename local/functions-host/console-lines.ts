import type { RpcLogLevel } from './rpc.js';

/** The level of a line that an app wrote to its console, guessed from its words as the real host does. */
export function levelOfConsoleLine(stream: 'stdout' | 'stderr', line: string): RpcLogLevel {
  if (stream === 'stdout') return 'information';
  if (/error|fail|severe|unhandled exception/i.test(line)) return 'error';
  return /warn/i.test(line) ? 'warning' : 'information';
}

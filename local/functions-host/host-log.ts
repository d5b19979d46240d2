import { printableLines } from '../printable.js';
import type { ShouldLog } from './log-levels.js';
import type { RpcException, RpcLogLevel } from './rpc.js';

export interface HostLog {
  /** A message of the host; always shown. */
  info(text: string): void;
  /** An error in the host or the worker; always shown. */
  error(text: string, exception?: RpcException): void;
  /** An entry of category `Function.NAME.User`, `Host.Function.Console`, …; shown if host.json's levels allow it. */
  entry(category: string, level: RpcLogLevel, source: string, message: string): void;
  /** Whether "Executing" and "Executed" are shown. */
  readonly verbose: boolean;
}

const tags: Partial<Record<RpcLogLevel, string>> = { information: 'info', warning: 'warn' };

/** Writes one line for each entry; further lines of a message are indented. */
export function createHostLog(write: (line: string) => void, shouldLog: ShouldLog, verbose: boolean): HostLog {
  const print = (text: string): void => {
    write(printableLines(text.trimEnd()).replaceAll('\n', '\n    '));
  };
  return {
    verbose,
    info: print,
    error: (text, exception) => {
      print(`[error] ${text}${exception ? `: ${describe(exception)}` : ''}`);
    },
    entry: (category, level, source, message) => {
      if (shouldLog(category, level)) print(`[${tags[level] ?? level}] ${source}: ${message}`);
    },
  };
}

/** A stack usually contains the message, but an app can set both. */
function describe({ message, stack }: RpcException): string {
  if (stack === undefined) return message;
  return stack.includes(message) ? stack : `${message}\n${stack}`;
}

import type { ShouldLog } from './log-levels.js';
import type { RpcException, RpcLogLevel } from './rpc.js';

export interface HostLog {
  /** The host about itself; always shown. */
  say(text: string): void;
  /** Something that went wrong in the host or the worker; always shown. */
  fail(text: string, exception?: RpcException): void;
  /** A log of category `Function.NAME.User`, `Host.Function.Console`, …, when host.json lets it through. */
  entry(category: string, level: RpcLogLevel, source: string, message: string): void;
  /** Whether "Executing" and "Executed" are shown. */
  readonly verbose: boolean;
}

const tags: Partial<Record<RpcLogLevel, string>> = { information: 'info', warning: 'warn' };

/** One line a thing; what a message holds beyond its first line is indented under it. */
export function makeHostLog(write: (line: string) => void, shouldLog: ShouldLog, verbose: boolean): HostLog {
  const print = (text: string): void => {
    write(text.trimEnd().replaceAll('\n', '\n    '));
  };
  return {
    verbose,
    say: print,
    fail: (text, exception) => {
      print(`[error] ${text}${exception ? `: ${describe(exception)}` : ''}`);
    },
    entry: (category, level, source, message) => {
      if (shouldLog(category, level)) print(`[${tags[level] ?? level}] ${source}: ${message}`);
    },
  };
}

/** Stacks usually begin with the message, but an app can set either. */
function describe({ message, stack }: RpcException): string {
  if (stack === undefined) return message;
  return stack.includes(message) ? stack : `${message}\n${stack}`;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Later } from './clean-up.js';
import { until } from './until.js';

/** What a command has said and how it has ended; -1 for a signal. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Command {
  pid: number;
  stdout(): string;
  stderr(): string;
  /** Resolves when the text is printed; throws what was printed when the command ends before that, or the time is over. */
  says(text: string, withinMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

const FOLDERS = {
  ...{ start: 'local', encode: 'local' },
  ...{ backfill: 'tools/backfill', replay: 'tools/replay' },
};
export type CommandName = keyof typeof FOLDERS;

/** Runs a built command of this repository as its user would, without a terminal; it does not outlive the tests. */
export function startCommand(
  later: Later,
  name: CommandName,
  args: readonly string[],
  env: Record<string, string> = {},
): Command {
  return startProgram(later, process.execPath, [resolve('dist', FOLDERS[name], `${name}.js`), ...args], env);
}

/** The same for any program of the PATH. */
export function startProgram(
  later: Later,
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Command {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => (printed[stream] += chunk));
  }
  let isOver = false;
  const ended = once(child, 'close').then(([code]): Ended => {
    isOver = true;
    return { code: typeof code === 'number' ? code : -1, ...printed };
  });
  later(async () => {
    // RequestLike first: a stack that is killed would leave its parts behind for a moment.
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(timer);
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    says: async (text, withinMs) => {
      const isSaid = (): boolean => printed.stdout.includes(text);
      await until(`'${text}'`, () => Promise.resolve(isSaid() || isOver || undefined), withinMs).catch(() => undefined);
      if (!isSaid())
        throw new Error(`'${text}' was ${isOver ? 'never' : 'not in time'} among\n${printed.stdout}${printed.stderr}`);
    },
    kill: (signal) => child.kill(signal),
    ended,
  };
}

export function runCommand(
  later: Later,
  name: CommandName,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  return startCommand(later, name, args, env).ended;
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A child process, and how to stop it. */
export interface Child {
  process: ChildProcess;
  /** Resolves when the process has ended. */
  ended: Promise<void>;
  /** Sends SIGTERM and waits; sends SIGKILL after ten seconds. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  name: string;
  script: string;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Gets every line that the process prints. */
  onLine?: (line: string) => void;
}

/** Ends the child when its parent has ended, since the child would keep its ports. */
const END_WITH_PARENT = `data:text/javascript,${encodeURIComponent(
  'process.once("disconnect", () => process.kill(process.pid, "SIGTERM")); process.channel?.unref();',
)}`;
const STOP_TIMEOUT_MS = 10_000;

/** Starts a Node script as a child process; resolves when `isReady` accepts a message or a line of it. */
export async function startChild(
  { name, script, args = [], env = process.env, onLine }: ChildOptions,
  isReady: (signal: { line?: string; message?: unknown }) => boolean,
): Promise<Child> {
  const child = fork(script, args, {
    env,
    execArgv: ['--import', END_WITH_PARENT],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A separate process group: Ctrl-C reaches the parent only, which stops its children in order.
    detached: process.platform !== 'win32',
  });
  const ended = once(child, 'exit').then(() => undefined);
  const lastLines: string[] = [];
  let settle: { up: () => void; failed: (error: Error) => void } | undefined;
  const up = new Promise<void>((resolve, reject) => {
    settle = { up: resolve, failed: reject };
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.splice(0, lastLines.length - 9);
      lastLines.push(line);
      onLine?.(line);
      if (isReady({ line })) settle?.up();
    });
  }
  child.on('message', (message) => {
    if (isReady({ message })) settle?.up();
  });
  child.once('error', (error) => settle?.failed(error));
  child.once('close', (code) =>
    settle?.failed(new Error(`${name} ended with code ${String(code)}:\n${lastLines.join('\n')}`)),
  );
  await up;
  return { process: child, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const main = resolve('dist/local/functions-host/main.js');

/** Writes an app of plain files into a temporary folder that resolves packages as this repository does. */
export function writeApp(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'functions-host-app-'));
  const all = {
    'package.json': '{"type":"module","main":"functions/**/*.{js,mjs}"}',
    'host.json': '{"version":"2.0"}',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

export interface RunningHost {
  url: string;
  pid: number;
  /** All that it has written so far. */
  output(): string;
  /** Resolves when the output holds the text. */
  hasWritten(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** The exit code. */
  exited: Promise<number | null>;
  /** Ends it and removes its app. */
  stop(): Promise<void>;
}

/** Starts the built host as a process of its own on a free port; resolves when it is ready or has exited. */
export async function runHost(
  appRoot: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<RunningHost> {
  const child = spawn(process.execPath, [main, '--app-root', appRoot, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      child.emit('written');
    });
  }
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const ready = once(child, 'message').then(([message]) => (message as { port: number }).port);
  const port = await Promise.race([ready, exited.then(() => 0)]);
  return {
    url: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    output: () => text,
    hasWritten: async (wanted) => {
      const ended = exited.then(() => {
        if (!text.includes(wanted)) throw new Error(`The host ended without writing ${wanted}; it wrote:\n${text}`);
      });
      while (!text.includes(wanted)) await Promise.race([once(child, 'written'), ended]);
    },
    kill: (signal) => child.kill(signal),
    exited,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      rmSync(appRoot, { recursive: true });
    },
  };
}

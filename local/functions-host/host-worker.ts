import type { HostLog } from './host-log.js';
import type { RpcLogLevel } from './rpc.js';
import { openWorkerChannel, type WorkerChannel } from './worker-channel.js';

/** The version of the real host that this one imitates; apps can read it. */
const hostVersion = '4.1040.0';

export interface HostWorkerOptions {
  workerFile: string | URL;
  appRoot: string;
  settings: Readonly<Record<string, string>>;
  log: HostLog;
}

/** Opens a worker that writes to the host's log, under the categories that host.json has levels for. */
export function openHostWorker({ workerFile, appRoot, settings, log }: HostWorkerOptions): WorkerChannel {
  return openWorkerChannel({
    file: workerFile,
    start: { appRoot, hostVersion },
    settings,
    onLog: ({ level, category, message }, functionName) => {
      if (category === 'user') log.entry(`Function.${functionName ?? ''}.User`, level, functionName ?? 'app', message);
      else log.entry('Worker', level, functionName ?? 'worker', message);
    },
    onConsole: (stream, line) => {
      log.entry('Host.Function.Console', levelOfConsoleLine(stream, line), 'console', line);
    },
  });
}

/** The level of a console line of the app, guessed from its words as in the real host. */
export function levelOfConsoleLine(stream: 'stdout' | 'stderr', line: string): RpcLogLevel {
  if (stream === 'stdout') return 'information';
  if (/error|fail|severe|unhandled exception/i.test(line)) return 'error';
  return /warn/i.test(line) ? 'warning' : 'information';
}

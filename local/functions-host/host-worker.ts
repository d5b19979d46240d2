import { levelOfConsoleLine } from './console-lines.js';
import type { HostLog } from './host-log.js';
import type { WorkerChannel } from './worker-channel.js';
import { openWorkerChannel } from './worker-channel.js';

/** The host version that this one behaves like, as the app may ask for it. */
const hostVersion = '4.1040.0';

export interface HostWorkerOptions {
  workerFile: string | URL;
  appRoot: string;
  settings: Readonly<Record<string, string>>;
  log: HostLog;
}

/** A worker whose logs go to the host's log, under the categories that host.json's levels are for. */
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

import type { WorkerMessage } from '../rpc.js';
import type { AppContext, WorkerLog } from './app-context.js';
import { hookBags } from './run-hooks.js';

/** Sends log entries to the host; the app's `log` hooks may change level and message. */
export function createWorkerLog(app: AppContext, send: (message: WorkerMessage) => void): WorkerLog {
  return (level, category, message, invocationId, invocationContext) => {
    const entry = { level, message, category, invocationContext };
    if (app.hooks.log.length > 0) {
      const context = Object.assign(hookBags(app, {}), entry);
      // Not awaited: logging is synchronous for the app.
      for (const hook of app.hooks.log) hook(context);
      entry.level = context.level;
      entry.message = context.message;
    }
    send({
      kind: 'log',
      level: entry.level,
      category,
      message: entry.message,
      ...(invocationId === undefined ? {} : { invocationId }),
    });
  };
}

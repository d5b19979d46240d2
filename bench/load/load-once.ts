import { makeAppContext } from '../../local/functions-host/worker/app-context.js';
import { makeCoreApi, provideCoreApi } from '../../local/functions-host/worker/core-api.js';
import { loadApp } from '../../local/functions-host/worker/load-app.js';

/** A process of its own that loads the app in a folder once, as a worker does when an instance starts. */
export interface Loaded {
  ms: number;
  /** Resident, before and after. */
  emptyBytes: number;
  loadedBytes: number;
  functions: number;
}

const [appRoot = ''] = process.argv.slice(2);
const app = makeAppContext();
provideCoreApi(makeCoreApi(app, '4.0.0', () => undefined));

const emptyBytes = process.memoryUsage.rss();
const startedMs = performance.now();
await loadApp(app, appRoot);
const ms = performance.now() - startedMs;
const loaded: Loaded = { ms, emptyBytes, loadedBytes: process.memoryUsage.rss(), functions: app.functions.size };
process.stdout.write(JSON.stringify(loaded));

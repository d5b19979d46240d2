import { loadAppInProcess } from '../loaded-app.js';

/** A process of its own that loads the app in a folder once, as a worker does when an instance starts. */
export interface Loaded {
  ms: number;
  /** Resident, before and after. */
  emptyBytes: number;
  loadedBytes: number;
  functions: number;
}

const [folder = ''] = process.argv.slice(2);
const emptyBytes = process.memoryUsage.rss();
const startedMs = performance.now();
const { functions } = await loadAppInProcess(folder);
const ms = performance.now() - startedMs;
const loaded: Loaded = { ms, emptyBytes, loadedBytes: process.memoryUsage.rss(), functions: functions.size };
process.stdout.write(JSON.stringify(loaded));

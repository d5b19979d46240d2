import { runInvocation } from '../../local/functions-host/worker/run-invocation.js';
import { loadAppInProcess } from '../loaded-app.js';

/** A process of its own that records the events that it is sent, at once,, as a worker does, and tells what that took. */
export interface Recorded {
  outcome: string;
  images: number;
  ms: number;
  /** Of the process so far. */
  peakBytes: number;
  /** When all code was loaded and nothing done yet. */
  loadedBytes: number;
}

const FUNCTION = 'recordThumbnails';
const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

const [folder = ''] = process.argv.slice(2);
const app = await loadAppInProcess(folder);
const loadedBytes = peakBytes();

const [name = ''] = Object.keys(app.functions.get(FUNCTION)?.metadata.bindings ?? {});

async function record(events: readonly object[]): Promise<Recorded> {
  const lines: string[] = [];
  const startedMs = performance.now();
  const invoke = (event: object) => {
    const inputData = [{ name, data: { json: JSON.stringify(event) } }];
    return runInvocation(
      app,
      { kind: 'invoke', invocationId: 'bench', functionId: FUNCTION, inputData },
      (_level, _category, line) => {
        lines.push(line);
      },
    );
  };
  await Promise.all(events.map(invoke));
  const ms = performance.now() - startedMs;
  const logged = JSON.parse(lines.at(-1) ?? '{}') as { outcome?: string; thumbnails?: number };
  return {
    outcome: logged.outcome ?? lines.join('\n'),
    images: logged.thumbnails ?? 0,
    ms,
    peakBytes: peakBytes(),
    loadedBytes,
  };
}

process.on('message', (events: object[]) => {
  record(events).then(
    (recorded) => process.send?.({ recorded }),
    (error: unknown) => {
      throw error;
    },
  );
});
// Whoever asks is what this process lives for.
process.channel?.ref();
process.send?.({ ready: true });

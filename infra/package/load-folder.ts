import type { RpcFunctionMetadata } from '../../local/functions-host/rpc.js';
import { openWorkerChannel } from '../../local/functions-host/worker-channel.js';

/**
 * Loads the app in a folder as the host does, without any settings, and tells which functions it registers. Throws with
 * the reason when it does not load: in Azure that would be an app without functions and one line in a log.
 */
export async function loadFolder(folder: string, workerFile: string): Promise<RpcFunctionMetadata[]> {
  const printed: string[] = [];
  const worker = openWorkerChannel({
    file: workerFile,
    start: { appRoot: folder, hostVersion: '4.0.0' },
    settings: {},
    onLog: () => undefined,
    onConsole: (_, line) => printed.push(line),
  });
  const started = await worker.started;
  await worker.terminate(0);
  const reason = started === undefined ? (await worker.ended).message : started.loadError?.message;
  if (reason !== undefined) throw new Error(['What was packaged does not load.', reason, ...printed].join('\n'));
  const functions = started?.functions ?? [];
  if (functions.length === 0) throw new Error('What was packaged registers no function.');
  return functions;
}

import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { HostMessage, RpcFunctionMetadata, RpcInvocationRequest, WorkerMessage, WorkerStart } from './rpc.js';
import { createAppContext } from './worker/app-context.js';
import { createCoreApi, provideCoreApi } from './worker/core-api.js';
import { loadApp } from './worker/load-app.js';
import { createWorkerLog } from './worker/worker-log.js';
import { ownedBuffers } from './worker/owned-buffers.js';
import { hookBags, runHooks } from './worker/run-hooks.js';
import { runInvocation } from './worker/run-invocation.js';
import { toRpcException } from './worker/to-rpc-exception.js';

// The thread that runs the app. An unhandled rejection of the app ends the thread and every invocation in flight, as it
// does in Azure.
if (isMainThread || !parentPort) throw new Error('worker.js is started by the functions host, as a thread.');

const port = parentPort;
const { appRoot, hostVersion } = workerData as WorkerStart;
const app = createAppContext();
const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []): void => {
  port.postMessage(message, transfer);
};
const log = createWorkerLog(app, send);

provideCoreApi(createCoreApi(app, hostVersion, log));
port.on('message', (message: HostMessage) => {
  void (message.kind === 'invoke' ? invoke(message) : terminate());
});
await start();

async function start(): Promise<void> {
  try {
    await loadApp(app, appRoot);
    send({ kind: 'started', functions: [...app.functions.values()].map(({ metadata }) => asJson(metadata)) });
  } catch (error) {
    send({ kind: 'started', functions: [], loadError: toRpcException(error) });
  }
}

async function invoke(request: RpcInvocationRequest): Promise<void> {
  const { invocationId } = request;
  try {
    const response = await runInvocation(app, request, log);
    send({ kind: 'succeeded', invocationId, response }, ownedBuffers(response));
  } catch (error) {
    send({ kind: 'failed', invocationId, exception: toRpcException(error) });
  }
}

async function terminate(): Promise<void> {
  try {
    await runHooks(app, 'appTerminate', hookBags(app, app.appLevelHookData));
  } catch (error) {
    log('error', 'system', `An appTerminate hook failed: ${toRpcException(error).message}`);
  }
  send({ kind: 'terminated' });
}

/** The real worker sends its bindings as JSON, so values that JSON cannot represent do not reach the host. */
function asJson(metadata: RpcFunctionMetadata): RpcFunctionMetadata {
  return JSON.parse(JSON.stringify(metadata)) as RpcFunctionMetadata;
}

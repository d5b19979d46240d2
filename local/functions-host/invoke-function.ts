import { randomUUID } from 'node:crypto';
import type { HostFunction } from './function-index.js';
import type { HostLog } from './host-log.js';
import type { RpcTypedData } from './rpc.js';
import type { SupervisedWorker } from './supervised-worker.js';
import { childTraceParent } from './trace-context.js';

/** One call of a function. */
export interface Call {
  input: RpcTypedData;
  triggerMetadata?: Record<string, RpcTypedData>;
  /** The caller's `traceparent` and `tracestate`. */
  trace?: { parent: string | undefined; state: string | undefined };
  /** The reason in the "Executing" line. */
  reason: string;
  /** Buffers of the input to transfer instead of copying. */
  transfer?: ArrayBuffer[];
}

export type CallResult = { succeeded: true; returned: RpcTypedData | null | undefined } | { succeeded: false };

/** Runs a function in the worker. The log has the reason of a failure; callers learn only that it failed. */
export type InvokeFunction = (hostFunction: HostFunction, call: Call) => Promise<CallResult>;

export function createInvokeFunction(worker: Pick<SupervisedWorker, 'invoke'>, log: HostLog): InvokeFunction {
  return async ({ name, functionId, trigger }, { input, triggerMetadata, trace, reason, transfer = [] }) => {
    const invocationId = randomUUID();
    const category = `Function.${name}`;
    const startedMs = performance.now();
    if (log.verbose) {
      log.entry(
        category,
        'information',
        name,
        `Executing 'Functions.${name}' (Reason='${reason}', Id=${invocationId})`,
      );
    }
    const outcome = await worker.invoke(
      {
        kind: 'invoke',
        invocationId,
        functionId,
        inputData: [{ name: trigger.name, data: input }],
        ...(triggerMetadata && { triggerMetadata }),
        traceContext: {
          traceParent: childTraceParent(trace?.parent),
          ...(trace?.state !== undefined && { traceState: trace.state }),
        },
      },
      transfer,
    );
    const executed = (result: string): string =>
      `Executed 'Functions.${name}' (${result}, Id=${invocationId}, Duration=${Math.round(performance.now() - startedMs)}ms)`;
    if (!outcome.succeeded) {
      log.error(executed('Failed'), outcome.exception);
      return { succeeded: false };
    }
    if (log.verbose) log.entry(category, 'information', name, executed('Succeeded'));
    return { succeeded: true, returned: outcome.response.returnValue };
  };
}

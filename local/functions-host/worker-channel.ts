import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type * as rpc from './rpc.js';

export type InvocationOutcome =
  { succeeded: true; response: rpc.RpcInvocationResponse } | { succeeded: false; exception: rpc.RpcException };

export type StartedApp = Omit<rpc.WorkerMessage & { kind: 'started' }, 'kind'>;
export type WorkerLogEntry = Omit<rpc.WorkerMessage & { kind: 'log' }, 'kind'>;

export interface WorkerChannel {
  /** Undefined when the worker crashed before it had loaded the app. */
  readonly started: Promise<StartedApp | undefined>;
  /** Why the worker ended. */
  readonly ended: Promise<rpc.RpcException>;
  /** Never rejects: a crash of the worker fails its invocations. */
  invoke(request: rpc.RpcInvocationRequest, transfer: ArrayBuffer[]): Promise<InvocationOutcome>;
  /** Runs the app's appTerminate hooks for at most `graceMs`, and ends the worker. */
  terminate(graceMs: number): Promise<void>;
}

export interface WorkerOptions {
  file: string | URL;
  start: rpc.WorkerStart;
  settings: Readonly<Record<string, string>>;
  /** `functionId` is undefined for entries outside an invocation. */
  onLog: (entry: WorkerLogEntry, functionId: string | undefined) => void;
  onConsole: (stream: 'stdout' | 'stderr', line: string) => void;
}

/** Starts a worker thread. An uncaught error of the app ends the thread, not the host. */
export function openWorkerChannel({ file, start, settings, onLog, onConsole }: WorkerOptions): WorkerChannel {
  const worker = new Worker(file, { workerData: start, env: { ...settings }, stdout: true, stderr: true });
  const inFlight = new Map<string, { functionId: string; settle: (outcome: InvocationOutcome) => void }>();
  const post = (message: rpc.HostMessage, transfer: ArrayBuffer[] = []): void => {
    worker.postMessage(message, transfer);
  };
  let uncaught: rpc.RpcException | undefined;
  let hasEnded = false;
  let onStarted: (app: StartedApp | undefined) => void;
  let onTerminated: () => void;
  const started = new Promise<StartedApp | undefined>((resolve) => (onStarted = resolve));
  const terminated = new Promise<void>((resolve) => (onTerminated = resolve));

  const settle = (invocationId: string, outcome: InvocationOutcome): void => {
    inFlight.get(invocationId)?.settle(outcome);
    inFlight.delete(invocationId);
  };
  worker.on('message', (message: rpc.WorkerMessage) => {
    switch (message.kind) {
      case 'succeeded':
        settle(message.invocationId, { succeeded: true, response: message.response });
        break;
      case 'failed':
        settle(message.invocationId, { succeeded: false, exception: message.exception });
        break;
      case 'log': {
        const call = message.invocationId === undefined ? undefined : inFlight.get(message.invocationId);
        // Entries of an invocation that has ended are dropped, as in the real host.
        if (call || message.category === 'system') onLog(message, call?.functionId);
        break;
      }
      case 'started':
        onStarted(message);
        break;
      case 'terminated':
        onTerminated();
    }
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    createInterface({ input: worker[stream] }).on('line', (line) => {
      onConsole(stream, line);
    });
  }
  worker.on('error', (error: unknown) => {
    uncaught =
      error instanceof Error
        ? { message: error.message, stack: error.stack }
        : { message: `uncaught ${String(error)}` };
  });
  const ended = new Promise<rpc.RpcException>((resolve) => {
    worker.once('exit', (code) => {
      hasEnded = true;
      const reason = uncaught ?? { message: `the worker exited with code ${code}` };
      const exception = { message: `the worker crashed: ${reason.message}` };
      for (const invocationId of [...inFlight.keys()]) settle(invocationId, { succeeded: false, exception });
      onStarted(undefined);
      onTerminated();
      resolve(reason);
    });
  });

  return {
    started,
    ended,
    invoke: async (request, transfer) => {
      if (hasEnded) return { succeeded: false, exception: await ended };
      return new Promise((resolve) => {
        inFlight.set(request.invocationId, { functionId: request.functionId, settle: resolve });
        post(request, transfer);
      });
    },
    terminate: async (graceMs) => {
      post({ kind: 'terminate' });
      await Promise.race([terminated, delay(graceMs, undefined, { ref: false })]);
      await worker.terminate();
    },
  };
}

import type { RpcException, RpcInvocationRequest } from './rpc.js';
import type { InvocationOutcome, StartedApp, WorkerChannel } from './worker-channel.js';

/** The real host stops after three worker crashes within half an hour; the platform then restarts it. */
const crashLimit = 3;
const crashWindowMs = 30 * 60 * 1000;

export interface SupervisedWorker {
  /** False when the worker crashed each time it loaded the app. */
  readonly ready: Promise<boolean>;
  /** Waits for a worker that is starting; fails after the last crash. */
  invoke(request: RpcInvocationRequest, transfer: ArrayBuffer[]): Promise<InvocationOutcome>;
  terminate(graceMs: number): Promise<void>;
}

export interface Supervision {
  open(): WorkerChannel;
  /** After the first start and after each restart. */
  onStarted(app: StartedApp): void;
  onCrash(reason: RpcException): void;
  /** Called after too many crashes. */
  onGivenUp(message: string): void;
  now(): number;
}

/** Keeps one worker running: opens another after each crash. */
export function superviseWorker(supervision: Supervision): SupervisedWorker {
  const crashTimes: number[] = [];
  let stopping = false;
  let current: Promise<WorkerChannel | undefined> = start();

  async function start(): Promise<WorkerChannel | undefined> {
    for (;;) {
      const channel = supervision.open();
      const app = await channel.started;
      if (app) {
        supervision.onStarted(app);
        void restartAfter(channel);
        return channel;
      }
      if (!mayRestart(await channel.ended)) return undefined;
    }
  }

  async function restartAfter(channel: WorkerChannel): Promise<void> {
    current = mayRestart(await channel.ended) ? start() : Promise.resolve(undefined);
  }

  function mayRestart(reason: RpcException): boolean {
    if (stopping) return false;
    supervision.onCrash(reason);
    const now = supervision.now();
    crashTimes.push(now);
    if (crashTimes.filter((time) => now - time < crashWindowMs).length < crashLimit) return true;
    supervision.onGivenUp(
      `The worker crashed ${crashLimit} times within 30 minutes; the host stops, as it does in Azure.`,
    );
    return false;
  }

  return {
    ready: current.then((channel) => channel !== undefined),
    invoke: async (request, transfer) => {
      const channel = await current;
      if (channel) return channel.invoke(request, transfer);
      return { succeeded: false, exception: { message: 'There is no worker any more.' } };
    },
    terminate: async (graceMs) => {
      stopping = true;
      const channel = await current;
      await channel?.terminate(graceMs);
    },
  };
}

import type { RpcException, RpcInvocationRequest } from './rpc.js';
import type { InvocationOutcome, StartedApp, WorkerChannel } from './worker-channel.js';

/** The real host gives up when the third worker has died within half an hour, and is recycled by its platform. */
const crashLimit = 3;
const crashWindowMs = 30 * 60 * 1000;

export interface SupervisedWorker {
  /** False when the app could never be loaded, since its worker died each time. */
  readonly ready: Promise<boolean>;
  /** Waits for a worker that is starting; fails once there will be none. */
  invoke(request: RpcInvocationRequest, transfer: ArrayBuffer[]): Promise<InvocationOutcome>;
  terminate(graceMs: number): Promise<void>;
}

export interface Supervision {
  open(): WorkerChannel;
  /** After the first start and after each restart. */
  onStarted(app: StartedApp): void;
  onCrash(reason: RpcException): void;
  /** Too many crashes: there is no worker any more. */
  onGivenUp(message: string): void;
  now(): number;
}

/** Keeps one worker alive: opens it, and another whenever it dies. */
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
      `The worker died ${crashLimit} times within 30 minutes; the host stops, as it does in Azure.`,
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

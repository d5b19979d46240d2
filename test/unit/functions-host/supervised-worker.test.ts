import type { RpcInvocationRequest } from '../../../local/functions-host/rpc.js';
import { superviseWorker } from '../../../local/functions-host/supervised-worker.js';
import type { WorkerChannel } from '../../../local/functions-host/worker-channel.js';

const request: RpcInvocationRequest = { kind: 'invoke', invocationId: 'i', functionId: 'f', inputData: [] };

/** Channels that start at once (or die while they start) and die when they are told to. */
function supervised({ diesAtStart = false } = {}) {
  const events: string[] = [];
  const deaths: (() => void)[] = [];
  let nowMs = 0;
  const open = (): WorkerChannel => {
    const id = deaths.length + 1;
    const ended = new Promise<{ message: string }>((resolve) => {
      deaths.push(() => {
        resolve({ message: `death of ${id}` });
      });
      if (diesAtStart) resolve({ message: `death of ${id}` });
    });
    return {
      started: Promise.resolve(diesAtStart ? undefined : { functions: [] }),
      ended,
      invoke: () => Promise.resolve({ succeeded: true, response: { returnValue: { int: id } } }),
      terminate: () => Promise.resolve(void events.push(`terminated ${id}`)),
    };
  };
  const worker = superviseWorker({
    open,
    now: () => nowMs,
    onStarted: () => events.push('started'),
    onCrash: ({ message }) => events.push(message),
    onGivenUp: () => events.push('given up'),
  });
  const kill = async (): Promise<void> => {
    deaths.at(-1)?.();
    await new Promise(setImmediate);
  };
  const answeredBy = async (): Promise<unknown> => {
    const outcome = await worker.invoke(request, []);
    return outcome.succeeded ? outcome.response.returnValue?.int : outcome.exception.message;
  };
  return { worker, events, kill, answeredBy, wait: (ms: number) => (nowMs += ms) };
}

describe('a supervised worker', () => {
  it('is replaced when it dies', async () => {
    const { worker, events, kill, answeredBy } = supervised();
    expect(await worker.ready).toBe(true);
    expect(await answeredBy()).toBe(1);
    await kill();
    expect(await answeredBy()).toBe(2);
    expect(events).toEqual(['started', 'death of 1', 'started']);
  });

  it('is given up at its third death within half an hour', async () => {
    const { events, kill, answeredBy } = supervised();
    for (let death = 0; death < 3; death++) await kill();
    expect(events.at(-1)).toBe('given up');
    expect(await answeredBy()).toBe('There is no worker any more.');
  });

  it('is not given up when its deaths are far apart', async () => {
    const { events, kill, answeredBy, wait } = supervised();
    for (let death = 0; death < 5; death++) {
      await kill();
      wait(16 * 60 * 1000);
    }
    expect(events).not.toContain('given up');
    expect(await answeredBy()).toBe(6);
  });

  it('is tried three times when it cannot load its app', async () => {
    const { worker, events } = supervised({ diesAtStart: true });
    expect(await worker.ready).toBe(false);
    expect(events).toEqual(['death of 1', 'death of 2', 'death of 3', 'given up']);
  });

  it('is not replaced after it was stopped', async () => {
    const { worker, events, kill } = supervised();
    await worker.ready;
    await worker.terminate(0);
    await kill();
    expect(events).toEqual(['started', 'terminated 1']);
  });
});

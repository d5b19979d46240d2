import type { Served } from '../queries/bench-host.js';

/** A host that can be killed at any time. Another takes its place. */
export interface MortalHost {
  /** The one that is up; waits for it while there is none. */
  up: () => Promise<Served>;
  /** SIGKILL: no chance to finish anything. Nothing happens while there is none. */
  kill(): void;
  /** How often it was killed. */
  kills: number;
  stop(): Promise<void>;
}

export async function startMortalHost(start: () => Promise<Served>): Promise<MortalHost> {
  let isUp = true;
  let host = Promise.resolve(await start());
  const next = async (killed: Served): Promise<Served> => {
    killed.process.kill('SIGKILL');
    await killed.ended;
    const another = await start();
    isUp = true;
    return another;
  };
  const mortal: MortalHost = {
    kills: 0,
    up: () => host,
    kill: () => {
      if (!isUp) return;
      isUp = false;
      mortal.kills++;
      host = host.then(next);
    },
    stop: async () => (await host).stop(),
  };
  return mortal;
}

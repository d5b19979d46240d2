import type { ServerProcess } from '../queries/bench-host.js';

/** A host that can be killed at any time. Another takes its place. */
export interface KillableHost {
  /** The one that is up; waits for it while there is none. */
  current: () => Promise<ServerProcess>;
  /** SIGKILL: no chance to finish anything. Nothing happens while there is none. */
  kill(): void;
  /** How often it was killed. */
  kills: number;
  stop(): Promise<void>;
}

export async function startKillableHost(start: () => Promise<ServerProcess>): Promise<KillableHost> {
  let isUp = true;
  let host = Promise.resolve(await start());
  const next = async (killed: ServerProcess): Promise<ServerProcess> => {
    killed.process.kill('SIGKILL');
    await killed.ended;
    const another = await start();
    isUp = true;
    return another;
  };
  const killable: KillableHost = {
    kills: 0,
    current: () => host,
    kill: () => {
      if (!isUp) return;
      isUp = false;
      killable.kills++;
      host = host.then(next);
    },
    stop: async () => (await host).stop(),
  };
  return killable;
}

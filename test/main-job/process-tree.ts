import { listProcesses } from '../../local/list-processes.js';
import type { Later } from '../e2e/clean-up.js';

/** A process and all that it has started, as they are found when this is called; `running` gives the commands that still run. */
export function findTree(later: Later, root: number): { commands: string[]; running: () => string[] } {
  const processes = listProcesses();
  const tree = new Map<number, string>();
  const add = (pid: number): void => {
    tree.set(pid, processes.get(pid)?.command ?? '');
    for (const [child, { parent }] of processes) if (parent === pid) add(child);
  };
  add(root);
  const left = (): [number, string][] => {
    const now = listProcesses();
    return [...tree].filter(([pid, command]) => now.get(pid)?.command === command);
  };
  later(() => {
    for (const [pid] of left()) process.kill(pid, 'SIGKILL');
  });
  return { commands: [...tree.values()], running: () => left().map(([, command]) => command) };
}

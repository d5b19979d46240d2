import { execFileSync } from 'node:child_process';

export interface RunningProcess {
  parent: number;
  group: number;
  /** The command with its arguments. */
  command: string;
}

const COLUMNS = ['pid', 'ppid', 'pgid', 'stat', 'args'].flatMap((name) => ['-o', `${name}=`]);

/** All running processes by id. Throws where `ps` is missing or lacks the options, as in some small images. */
export function listProcesses(): Map<number, RunningProcess> {
  const table = execFileSync('ps', ['-A', '-ww', ...COLUMNS], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const processes = new Map<number, RunningProcess>();
  for (const line of table.split('\n')) {
    const [, pid, parent, group, state = 'Z', command = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)/.exec(line) ?? [];
    // A process that has ended stays in the table as a zombie until its parent reads its exit code.
    if (!state.startsWith('Z')) processes.set(Number(pid), { parent: Number(parent), group: Number(group), command });
  }
  return processes;
}

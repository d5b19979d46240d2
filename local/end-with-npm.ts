import { basename } from 'node:path';
import { listProcesses } from './list-processes.js';

const CHECK_EVERY_MS = 250;

/**
 * Sends this process SIGTERM when npm has started it and has ended. npm passes SIGTERM on to the shell that it starts, and many
 * shells (dash, which is Debian's) end without passing it on. Windows has no such signals: nothing happens there.
 */
export function endWithNpm(): void {
  const { npm_lifecycle_script: script = '' } = process.env;
  const { platform, pid, ppid, argv } = process;
  // A command that another script of npm starts, maybe in the background, inherits the variable, and is not in it.
  if (platform === 'win32' || !script.includes(basename(argv[1] ?? ' '))) return;
  const npm = findNpm(pid, ppid, script);
  const timer = setInterval(() => {
    if (isAlive(npm)) return;
    clearInterval(timer);
    process.kill(pid, 'SIGTERM');
  }, CHECK_EVERY_MS).unref();
}

/** The process of npm: this one's parent, or the parent of the shell between the two; undefined when it has ended already. */
function findNpm(pid: number, ppid: number, script: string): number | undefined {
  try {
    const processes = listProcesses();
    const parent = processes.get(ppid);
    const npm = parent?.command.includes(script) === true ? parent.parent : ppid;
    // npm starts no groups. The process that adopts the children of one that has ended is in another group.
    return processes.get(npm)?.group === processes.get(pid)?.group ? npm : undefined;
  } catch {
    // Without the table the end of a shell between the two is seen, though not that of npm alone.
    return ppid;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM is the answer of a process that runs as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

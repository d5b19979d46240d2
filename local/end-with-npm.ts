import { basename } from 'node:path';
import { listProcesses } from './list-processes.js';

const CHECK_EVERY_MS = 250;

/**
 * Sends this process SIGTERM when the npm that started it has ended. npm forwards SIGTERM to its shell, and many shells (dash
 * on Debian) end without forwarding it. Windows has no such signals, so this does nothing there.
 */
export function endWithNpm(): void {
  const { npm_lifecycle_script: script = '' } = process.env;
  const { platform, pid, ppid, argv } = process;
  // Commands that another npm script starts inherit the variable, but its text does not name them.
  if (platform === 'win32' || !script.includes(basename(argv[1] ?? ' '))) return;
  const npm = findNpm(pid, ppid, script);
  const timer = setInterval(() => {
    if (isAlive(npm)) return;
    clearInterval(timer);
    process.kill(pid, 'SIGTERM');
  }, CHECK_EVERY_MS).unref();
}

/** The process id of npm: the parent, or the parent of the shell in between; undefined when npm has ended. */
function findNpm(pid: number, ppid: number, script: string): number | undefined {
  try {
    const processes = listProcesses();
    const parent = processes.get(ppid);
    const npm = parent?.command.includes(script) === true ? parent.parent : ppid;
    // npm starts no process group. The process that adopts orphans is in another group.
    return processes.get(npm)?.group === processes.get(pid)?.group ? npm : undefined;
  } catch {
    // Without ps, only the end of the direct parent can be detected.
    return ppid;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process runs as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Where this process writes a new version of a file before it takes the file's place: no other writes there. */
export function draftOf(file: string): string {
  return `${file}.${process.pid}`;
}

/** Removes the drafts of a file that processes have left which were killed over them. */
export async function removeLeftDrafts(file: string): Promise<void> {
  const folder = dirname(file);
  for (const name of await readdir(folder)) {
    const [, id] = name.startsWith(basename(file))
      ? (/^\.([1-9]\d*)$/.exec(name.slice(basename(file).length)) ?? [])
      : [];
    if (id !== undefined && !isRunning(Number(id))) await rm(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, and runs all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

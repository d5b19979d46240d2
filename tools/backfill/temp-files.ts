import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The temporary file in which this process writes a new version of a file. */
export function tempFileOf(file: string): string {
  return `${file}.${process.pid}`;
}

/** Removes the temporary files of a file that killed processes have left. */
export async function removeStaleTempFiles(file: string): Promise<void> {
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
    // EPERM: the process runs as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

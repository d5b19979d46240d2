import { statfs } from 'node:fs/promises';

const MEGABYTE = 1024 * 1024;
/** Below this, an upload or a job may fill the disk. */
const LOW_MEGABYTES = 64;

/** Bytes that this user may still write on the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export async function freeMegabytes(folder: string): Promise<number> {
  return Math.floor((await freeBytes(folder)) / MEGABYTE);
}

/** Looks at the free space of a disk, and says it once when there is little, since Azurite fails to save without a word. */
export interface DiskWatch {
  look(): Promise<void>;
  /** Whether there was little at the last look. */
  isLow(): boolean;
}

export function createDiskWatch(
  folder: string,
  say: (line: string) => void,
  free: (folder: string) => Promise<number> = freeMegabytes,
): DiskWatch {
  let wasLow = false;
  return {
    isLow: () => wasLow,
    look: async () => {
      const left = await free(folder);
      const isLow = left < LOW_MEGABYTES;
      if (isLow && !wasLow)
        say(`The disk of ${folder} has ${left} MB left. Make room: on a full disk jobs fail, and nothing is saved.`);
      if (!isLow && wasLow) say(`The disk of ${folder} has room again. Encode again what failed.`);
      wasLow = isLow;
    },
  };
}

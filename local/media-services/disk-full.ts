import { statfs } from 'node:fs/promises';
import { JobFailure } from './job-error.js';

/** Whatever failed with less than this left failed for want of space: programs may leave some blocks free. */
const minFreeBytes = 256 * 1_024;

export async function isDiskFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < minFreeBytes;
}

export const diskFull = (folder: string, detail?: string) =>
  new JobFailure(
    'ServiceTransientError',
    `The disk is full: free some space for ${folder}, then encode again.`,
    detail,
  );

/** Where the disk is full, that as the cause of a failure for which the input and the preset are not to blame. */
export async function orDiskFull(error: unknown, folder: string): Promise<unknown> {
  if (error instanceof JobFailure && /^(Configuration|Content)/.test(error.code)) return error;
  if (!(await isDiskFull(folder))) return error;
  return error instanceof JobFailure && error.message.startsWith('The disk') ? error : diskFull(folder);
}

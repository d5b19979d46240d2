import { access, constants, mkdir } from 'node:fs/promises';
import { freeMegabytes } from './disk-space.js';
import { assertPortsFree } from './ports.js';
import { printError } from './print-error.js';
import { findRunning } from './running.js';
import { readStartOptions, START_HELP, type StartOptions } from './start-options.js';

/**
 * What `npm start` looks at before anything is built or started. Undefined when the command ends here: it has then printed
 * the help, or what is wrong.
 */
export async function checkStart(args: string[]): Promise<StartOptions | undefined> {
  try {
    const options = readStartOptions(args, process.env);
    if (options === 'help') {
      process.stdout.write(`${START_HELP}\n`);
      return undefined;
    }
    await makeDataFolder(options.dataFolder);
    const other = await findRunning(options.dataFolder);
    if (other !== undefined) {
      const instead = 'Use it, stop it with Ctrl-C where it runs, or choose another folder: --data FOLDER';
      throw new Error(`Stillframe runs on this folder already (process ${other.pid}, ${other.apiUrl}). ${instead}`);
    }
    await assertPortsFree(options.ports, options.dataFolder);
    return options;
  } catch (error) {
    printError(error, 'npm start -- --help');
    return undefined;
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  // What Node says where a folder of its path cannot be made.
  ENOENT: 'no folder can be made there',
  EEXIST: 'a file of that name is there',
  ENOTDIR: 'a part of its path is a file',
  ENOSPC: 'the disk is full',
};

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    if ((await freeMegabytes(folder)) === 0) throw Object.assign(new Error(), { code: 'ENOSPC' });
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const reason = REASONS[code] ?? message;
    throw new Error(`The data folder ${folder} cannot be used: ${reason}. Choose another: --data FOLDER`, { cause });
  }
}

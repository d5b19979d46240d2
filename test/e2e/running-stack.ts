import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ports } from '../../local/ports.js';
import { noteRunning } from '../../local/running.js';
import { startStack, type Stack } from '../../local/stack.js';
import { temporaryFolder, type Later } from './clean-up.js';
import { freeStackPorts } from '../../local/free-ports.js';

/** Everything that `npm start` runs, on free ports and in a folder of its own; commands find it by that folder. */
export async function startWholeStack(
  later: Later,
  settings: Record<string, string> = {},
  ports?: Ports,
): Promise<Stack & { folder: string; dataFolder: string }> {
  const folder = await temporaryFolder(later);
  const dataFolder = join(folder, 'data');
  await mkdir(dataFolder);
  const stack = await startStack({
    ports: ports ?? (await freeStackPorts()),
    dataFolder,
    auth: false,
    verbose: false,
    settings,
    onLine: () => undefined,
  });
  later(() => stack.stop());
  const { apiUrl, encoderUrl } = stack;
  await noteRunning(dataFolder, { pid: process.pid, apiUrl, encoderUrl, auth: false });
  return { ...stack, folder, dataFolder };
}

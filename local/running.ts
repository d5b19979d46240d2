import { readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const running = z.object({
  pid: z.number().int().positive(),
  apiUrl: z.string(),
  encoderUrl: z.string(),
  /** Of the emulator, whose key everybody knows. */
  connectionString: z.string(),
  auth: z.boolean(),
});

/** The process and the URLs of a running stack. */
export type Running = z.infer<typeof running>;

const file = (dataFolder: string): string => join(dataFolder, 'running.json');

/**
 * The running stack of a data folder, if any. A killed stack leaves its file, and its process id may belong to another process,
 * so the port is checked too.
 */
export async function findRunning(dataFolder: string): Promise<Running | undefined> {
  try {
    const found = running.parse(JSON.parse(await readFile(file(dataFolder), 'utf8')));
    process.kill(found.pid, 0);
    return (await isListening(new URL(found.apiUrl))) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the port accepts connections, also when the server is too busy to respond. */
function isListening({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const end = (isOpen: boolean) => () => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', end(true)).once('error', end(false));
  });
}

export async function writePidFile(dataFolder: string, running: Running): Promise<void> {
  await writeFile(file(dataFolder), JSON.stringify(running, null, 2));
}

export async function removePidFile(dataFolder: string): Promise<void> {
  await rm(file(dataFolder), { force: true });
}

import { readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const running = z.object({
  pid: z.number().int().positive(),
  apiUrl: z.string(),
  encoderUrl: z.string(),
  auth: z.boolean(),
});

/** Where the stack that keeps its data in a folder is to be reached. */
export type Running = z.infer<typeof running>;

const file = (dataFolder: string): string => join(dataFolder, 'running.json');

/**
 * The stack that runs on this folder now; undefined when none does, also when one was killed and left its note. Its process
 * id may be another's by then (in a container it nearly always is), so its port is tried as well.
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

/** Whether anybody takes connections there; one that is too busy to answer does. */
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

export async function noteRunning(dataFolder: string, note: Running): Promise<void> {
  await writeFile(file(dataFolder), JSON.stringify(note, null, 2));
}

export async function forgetRunning(dataFolder: string): Promise<void> {
  await rm(file(dataFolder), { force: true });
}

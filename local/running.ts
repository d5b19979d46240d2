import { readFile, rm, writeFile } from 'node:fs/promises';
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

/** The stack that runs on this folder now; undefined when none does, also when one was killed and left its note. */
export async function findRunning(dataFolder: string): Promise<Running | undefined> {
  try {
    const found = running.parse(JSON.parse(await readFile(file(dataFolder), 'utf8')));
    process.kill(found.pid, 0);
    return found;
  } catch {
    return undefined;
  }
}

export async function noteRunning(dataFolder: string, note: Running): Promise<void> {
  await writeFile(file(dataFolder), JSON.stringify(note, null, 2));
}

export async function forgetRunning(dataFolder: string): Promise<void> {
  await rm(file(dataFolder), { force: true });
}

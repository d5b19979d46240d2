import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { draftOf, removeLeftDrafts } from './drafts.js';

/** A container of an account, as the walk names it. */
export interface Stop {
  account: string;
  container: string;
}

/** How far a run has come: everything up to `last` is done, but for what has failed. */
export interface Position {
  last: Stop | undefined;
  failed: readonly Stop[];
}

export interface Noted extends Position {
  notedAt: Date;
}

const stop = z.object({ account: z.string(), container: z.string() });
const checkpoint = z.object({
  version: z.literal(1),
  /** What was asked for; a run that asks for something else must not take this up. */
  run: z.string(),
  notedAt: z.coerce.date(),
  last: stop.optional(),
  failed: z.array(stop),
});

export interface Checkpoint {
  /** What the last run with the same options has left; throws a sentence for a file that is of another run, or none of ours. */
  read(): Promise<Noted | undefined>;
  /** Writes soon; what is noted while a write is under way is written after it, and only the newest of it. */
  note(position: Position): void;
  /** Waits for what is noted to be written. Throws what a write has thrown. */
  settle(): Promise<void>;
  /** A run that came to its end leaves nothing to take up. */
  remove(): Promise<void>;
}

/** A file that is whole at every moment: each version is written beside it, by a name of its own, and takes its place. */
export function createCheckpoint(file: string, run: string): Checkpoint {
  const draft = draftOf(file);
  let next: Position | undefined;
  let writing: Promise<void> | undefined;
  let failure: string | undefined;

  async function write(): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    for (let position = next; position !== undefined; position = next) {
      next = undefined;
      await writeFile(draft, JSON.stringify({ version: 1, run, notedAt: new Date(), ...position }));
      await rename(draft, file);
    }
  }

  const settle = async (): Promise<void> => {
    await writing;
    if (failure !== undefined) throw new Error(`The checkpoint cannot be written: ${failure}`);
  };

  return {
    read: async () => {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT') return undefined;
        throw new Error(`${file} cannot be read (${code ?? String(error)}). Name another with --checkpoint.`, {
          cause: error,
        });
      });
      if (text === undefined) return undefined;
      const noted = parse(text);
      if (noted === undefined)
        throw new Error(`${file} is no checkpoint. Delete it, or name another with --checkpoint.`);
      if (noted.run === run) return { last: noted.last, failed: noted.failed, notedAt: noted.notedAt };
      throw new Error(
        `${file} is of a run with other options: ${noted.run}\nTake the same to go on, or delete it to begin anew.`,
      );
    },
    note: (position) => {
      next = position;
      writing ??= write()
        .catch((error: unknown) => (failure = String(error)))
        .then(() => {
          writing = undefined;
        });
    },
    settle,
    remove: async () => {
      await settle();
      await rm(file, { force: true });
      await removeLeftDrafts(file);
    },
  };
}

function parse(text: string): z.infer<typeof checkpoint> | undefined {
  try {
    return checkpoint.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

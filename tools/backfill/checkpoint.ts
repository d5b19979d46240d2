import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { tempFileOf, removeStaleTempFiles } from './temp-files.js';

/** A container of an account. */
export interface ContainerRef {
  account: string;
  container: string;
}

/** The position of a run: everything up to `last` is done, except `failed`. */
export interface Position {
  last: ContainerRef | undefined;
  failed: readonly ContainerRef[];
}

export interface SavedProgress extends Position {
  savedAt: Date;
}

const container = z.object({ account: z.string(), container: z.string() });
const checkpoint = z.object({
  version: z.literal(2),
  /** The options and settings of the run; other runs must not use the file. */
  run: z.string(),
  savedAt: z.coerce.date(),
  last: container.optional(),
  failed: z.array(container),
});

export interface Checkpoint {
  /** Reads the progress of the last run with the same options; throws for a file of another run or another program. */
  read(): Promise<SavedProgress | undefined>;
  /** Writes in the background; of the positions that come during a write only the newest is written. */
  save(position: Position): void;
  /** Waits until everything is written. Throws when a write has failed. */
  flush(): Promise<void>;
  /** Deletes the file after a complete run. */
  remove(): Promise<void>;
}

/** A file with the progress of a run, which is replaced atomically: a temporary file is written and renamed. */
export function createCheckpoint(file: string, run: string): Checkpoint {
  const tempFile = tempFileOf(file);
  let next: Position | undefined;
  let writing: Promise<void> | undefined;
  let failure: string | undefined;

  async function write(): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    for (let position = next; position !== undefined; position = next) {
      next = undefined;
      await writeFile(tempFile, JSON.stringify({ version: 2, run, savedAt: new Date(), ...position }));
      await rename(tempFile, file);
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
      const saved = parse(text);
      if (saved === undefined)
        throw new Error(`${file} is not a checkpoint. Delete it, or name another with --checkpoint.`);
      if (saved.run === run) return { last: saved.last, failed: saved.failed, savedAt: saved.savedAt };
      throw new Error(
        `${file} is of a run with other options: ${saved.run}\nUse the same options to continue, or delete it to start again.`,
      );
    },
    save: (position) => {
      next = position;
      writing ??= write()
        .catch((error: unknown) => (failure = String(error)))
        .then(() => {
          writing = undefined;
        });
    },
    flush: settle,
    remove: async () => {
      await settle();
      await rm(file, { force: true });
      await removeStaleTempFiles(file);
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

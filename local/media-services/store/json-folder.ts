import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Records in memory, each also saved as a JSON file. Keys compare without case, as ARM names do. */
export interface JsonFolder<T> {
  get(key: string): T | undefined;
  values(): T[];
  /** Resolves when the record is on disk; a temporary file is written and renamed. */
  save(key: string, value: T): Promise<void>;
  remove(key: string): Promise<void>;
}

/** A hash, since file systems limit the length, characters and case of names. */
const fileOf = (key: string) => `${createHash('sha256').update(key.toLowerCase()).digest('hex').slice(0, 40)}.json`;

async function writeAtomically(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

interface Stored<T> {
  readonly key: string;
  readonly value: T;
}

async function readAll<T>(folder: string, log: (line: string) => void): Promise<Stored<T>[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const read = await Promise.all(
    names.map(async (name) => {
      try {
        return [JSON.parse(await readFile(join(folder, name), 'utf8')) as Stored<T>];
      } catch {
        log(`skipped ${join(folder, name)}: it is not readable as JSON`);
        return [];
      }
    }),
  );
  return read.flat();
}

/** Opens a folder and reads all its records, which `save` has written. */
export async function openJsonFolder<T>(folder: string, log: (line: string) => void): Promise<JsonFolder<T>> {
  await mkdir(folder, { recursive: true });
  const records = new Map((await readAll<T>(folder, log)).map(({ key, value }) => [key.toLowerCase(), value]));
  const writing = new Map<string, Promise<void>>();

  // Writes of a record run one after another, so that the last state is kept.
  function queueWrite(key: string, act: () => Promise<void>): Promise<void> {
    const turn = (writing.get(key) ?? Promise.resolve()).catch(() => undefined).then(act);
    writing.set(key, turn);
    const cleanUp = () => {
      if (writing.get(key) === turn) writing.delete(key);
    };
    turn.then(cleanUp, cleanUp);
    return turn;
  }

  return {
    get: (key) => records.get(key.toLowerCase()),
    values: () => [...records.values()],
    save(key, value) {
      const id = key.toLowerCase();
      const isNew = !records.has(id);
      records.set(id, value);
      const text = JSON.stringify({ key, value } satisfies Stored<T>);
      return queueWrite(id, () => writeAtomically(join(folder, fileOf(key)), text)).catch((error: unknown) => {
        if (isNew) records.delete(id);
        throw error;
      });
    },
    remove(key) {
      records.delete(key.toLowerCase());
      return queueWrite(key.toLowerCase(), () => rm(join(folder, fileOf(key)), { force: true }));
    },
  };
}

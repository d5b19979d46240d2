import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Records kept in memory and, each as one JSON file, on disk. Keys compare without case, as ARM's names do. */
export interface JsonFolder<T> {
  get(key: string): T | undefined;
  values(): T[];
  /** Resolves once the record is safe: written to a file of its own and renamed into place. */
  save(key: string, value: T): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Names may be long, in any script, and differ only in case: none of which a file system promises to keep apart. */
const fileOf = (key: string) => `${createHash('sha256').update(key.toLowerCase()).digest('hex').slice(0, 40)}.json`;

async function writeWhole(file: string, text: string): Promise<void> {
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

/** Opens a folder of records and reads all of them. The folder is ours alone: what is in it was written by `save`. */
export async function openJsonFolder<T>(folder: string, log: (line: string) => void): Promise<JsonFolder<T>> {
  await mkdir(folder, { recursive: true });
  const records = new Map((await readAll<T>(folder, log)).map(({ key, value }) => [key.toLowerCase(), value]));
  const writing = new Map<string, Promise<void>>();

  // Writes of one record follow one another, so that the last state is the one that stays.
  function inTurn(key: string, act: () => Promise<void>): Promise<void> {
    const turn = (writing.get(key) ?? Promise.resolve()).catch(() => undefined).then(act);
    writing.set(key, turn);
    const forget = () => {
      if (writing.get(key) === turn) writing.delete(key);
    };
    turn.then(forget, forget);
    return turn;
  }

  return {
    get: (key) => records.get(key.toLowerCase()),
    values: () => [...records.values()],
    save(key, value) {
      records.set(key.toLowerCase(), value);
      const text = JSON.stringify({ key, value } satisfies Stored<T>);
      return inTurn(key.toLowerCase(), () => writeWhole(join(folder, fileOf(key)), text));
    },
    remove(key) {
      records.delete(key.toLowerCase());
      return inTurn(key.toLowerCase(), () => rm(join(folder, fileOf(key)), { force: true }));
    },
  };
}

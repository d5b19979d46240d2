import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostLog } from '../host-log.js';
import type { Access } from './access.js';
import { makeKeyedAccess } from './access.js';
import type { HostKeys } from './host-keys.js';
import { hostKeysSchema, makeHostKeys, newKey } from './host-keys.js';

/**
 * The host's keys, kept in `keys.json` of the data folder, which only its owner can read. Made at the first start;
 * a function that has no key of its own yet gets one.
 */
export function openKeyFile(dataFolder: string, functionNames: readonly string[]): { file: string; keys: HostKeys } {
  const file = join(dataFolder, 'keys.json');
  const stored = readKeys(file);
  const keys = stored ?? makeHostKeys();
  const keyless = functionNames.filter((name) => keys.functions[name] === undefined);
  for (const name of keyless) keys.functions[name] = { default: newKey() };
  if (!stored || keyless.length > 0) writeKeys(dataFolder, file, keys);
  return { file, keys };
}

/** Key checks with the keys of a folder; says where they are, never what they are. */
export function openKeyedAccess(dataFolder: string, functionNames: readonly string[], log: HostLog): Access {
  const { file, keys } = openKeyFile(dataFolder, functionNames);
  log.say(`Key checks are on; the keys are in ${file}.`);
  return makeKeyedAccess(keys);
}

function readKeys(file: string): HostKeys | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return hostKeysSchema.parse(JSON.parse(text));
  } catch {
    // Without a cause: a parser's message may quote what it read.
    throw new Error(`${file} does not hold the host's keys; delete it to have new ones made.`);
  }
}

function writeKeys(folder: string, file: string, keys: HostKeys): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600); // The mode above counts only for a new file.
}

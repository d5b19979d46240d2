import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HostLog } from '../host-log.js';
import { createKeyedAccess, type Access } from './access.js';
import { hostKeysSchema, createHostKeys, type HostKeys } from './host-keys.js';

/**
 * Turns on key checks with the keys in `keys.json` of a folder, which is created at the first start and which only its owner
 * can read. Keys of single functions can be added by hand. The log has the path of the file, never a key.
 */
export function openKeyedAccess(dataFolder: string, log: Pick<HostLog, 'info'>): Access {
  const file = join(dataFolder, 'keys.json');
  const stored = readKeys(file);
  const keys = stored ?? createHostKeys();
  if (!stored) writeKeys(file, keys);
  log.info(`Key checks are on; the keys are in ${file}.`);
  return createKeyedAccess(keys);
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

function writeKeys(file: string, keys: HostKeys): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HostLog } from '../host-log.js';
import type { Access } from './access.js';
import { makeKeyedAccess } from './access.js';
import type { HostKeys } from './host-keys.js';
import { hostKeysSchema, makeHostKeys } from './host-keys.js';

/**
 * Key checks with the keys in `keys.json` of a folder, which only their owner can read; made at the first start. Keys of
 * single functions can be added there by hand. The log learns where they are, never what they are.
 */
export function openKeyedAccess(dataFolder: string, log: Pick<HostLog, 'say'>): Access {
  const file = join(dataFolder, 'keys.json');
  const stored = readKeys(file);
  const keys = stored ?? makeHostKeys();
  if (!stored) writeKeys(file, keys);
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

function writeKeys(file: string, keys: HostKeys): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
}

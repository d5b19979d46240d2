import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDeployedFolder } from '../deployed-folder.js';
import type { Progress } from '../progress.js';
import type { Loaded } from './load-once.js';

export const VARIANTS = ['unbundled', 'bundled'] as const;

/** What each way of loading took, one figure a round. */
export type Loads = Record<(typeof VARIANTS)[number], Loaded[]>;

/** Storage is not asked; with settings missing the app would join fewer of its parts. */
const SETTINGS = {
  MANIFEST_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
  MEDIA_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
};

/** Loads the app again and again in new processes, each round in another order: what disturbs the machine disturbs all. */
export async function runLoad(rounds: number, progress: Progress): Promise<Loads> {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-bench-'));
  try {
    progress.step('packaging');
    await createDeployedFolder(folder);
    const ways: Record<keyof Loads, string[]> = {
      unbundled: [script, process.cwd()],
      bundled: [script, folder],
    };
    const loads: Loads = { unbundled: [], bundled: [] };
    // The first time, files come from the disk.
    for (const name of VARIANTS) await load(ways[name]);
    for (let round = 0; round < rounds; round++) {
      progress.step(`loading, round ${round + 1} of ${rounds}`);
      for (const place of VARIANTS.keys()) {
        const name = VARIANTS[(place + round) % VARIANTS.length];
        if (name !== undefined) loads[name].push(await load(ways[name]));
      }
    }
    progress.clear();
    return loads;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const script = join(process.cwd(), 'dist/bench/load/load-once.js');

/** Throws when no function was registered: nothing loads quickly. */
async function load(args: string[]): Promise<Loaded> {
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...SETTINGS } });
  const loaded = JSON.parse(stdout) as Loaded;
  if (loaded.functions === 0) throw new Error('the app was loaded without functions');
  return loaded;
}

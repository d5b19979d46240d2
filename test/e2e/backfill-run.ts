import { settingsSchema } from '../../src/config/schema.js';
import type { Later } from './clean-up.js';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCommand, type Command, type Ended } from './command.js';

/** Settings that are empty count as absent: so a developer's own local.settings.json cannot decide a test. */
const noSettings = Object.fromEntries(Object.keys(settingsSchema.shape).map((name) => [name, '']));

export interface LocationLine {
  account: string;
  container: string;
  prefix?: string;
  outcome: string;
  videoId?: string;
  source?: string;
  thumbnails?: number;
  posters?: number;
  reason?: string;
  leftOut?: object[];
}

export interface Summary {
  visited: number;
  of: number;
  refused: number;
  stopped: boolean;
  outcomes: Record<string, number>;
  failures: { reason: string; count: number; examples: string[] }[];
  unknownInMap: string[];
}

export function startBackfill(later: Later, settings: Record<string, string>, args: readonly string[] = []): Command {
  // A stack that runs in this folder must not decide a test either.
  const elsewhere = args.includes('--data') ? [] : ['--data', join(tmpdir(), 'no-stillframe')];
  return startCommand(later, 'backfill', [...args, ...elsewhere], { ...noSettings, ...settings });
}

/** What `--json` prints: a line for each location, and the summary at the end. */
export function readLines({ stdout }: Pick<Ended, 'stdout'>): { lines: LocationLine[]; summary: Summary | undefined } {
  const parsed = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LocationLine | { summary: Summary });
  const lines = parsed.filter((line): line is LocationLine => !('summary' in line));
  const last = parsed.at(-1);
  return { lines, summary: last !== undefined && 'summary' in last ? last.summary : undefined };
}

/** What became of each container that holds one location. */
export function outcomes(lines: readonly LocationLine[]): Record<string, string> {
  return Object.fromEntries(lines.map(({ container, outcome }) => [container, outcome] as const));
}

import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const MUTATE_HELP = `Changes one operator of the source at a time, and prints the changes that no test finds.

  npm run mutate -- [options]

  --files PATH        a file or a folder of src; more than once for several; default: src
  --count N           how many changes; default 60
  --seed TEXT         picks the changes: the same seed picks the same ones; default: the time
  --workers N         how many changes are tested at a time; default 2
  --help              show this

Each change is tested by the unit tests and the contract tests in memory that import its file. Nothing is written to src.
`;

export interface MutateOptions {
  files: string[];
  count: number;
  seed: string;
  workers: number;
}

/** Parses the command line; returns `help` for --help. Throws an error that names the wrong option. */
export function readMutateOptions(args: string[]): MutateOptions | 'help' {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      files: { type: 'string', multiple: true, default: ['src'] },
      ...{ count: text, seed: text, workers: text, help: { type: 'boolean' } },
    },
  });
  if (values.help) return 'help';
  return {
    files: [...new Set(values.files.flatMap(listSources))],
    count: readNumber('count', values.count ?? '60'),
    seed: values.seed ?? new Date().toISOString(),
    workers: readNumber('workers', values.workers ?? '2'),
  };
}

function listSources(path: string): string[] {
  if (!statSync(path).isDirectory()) return [resolve(path)];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => resolve(join(path, name)));
}

function readNumber(option: string, value: string): number {
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value);
  throw new Error(`--${option}: '${value}' is not a whole number from 1 to 9999.`);
}
